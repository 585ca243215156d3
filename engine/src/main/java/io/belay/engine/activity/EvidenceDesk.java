package io.belay.engine.activity;

import io.belay.engine.evidence.Conclusion;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.engine.evidence.EvidenceReport;
import io.belay.engine.ledger.LedgerEntry;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What is asked of a host about the evidence that it keeps, on its probe queue. Nobody opens a host's folder but its own worker. */
@ActivityInterface(namePrefix = "Evidence")
public interface EvidenceDesk {

    /**
     * Writes how the run ended as the last line of its evidence, once, and binds what no line binds yet.
     *
     * @return the chain's head behind it
     */
    EvidenceHead conclude(RunReference run, Conclusion conclusion);

    /**
     * Walks the chain and its files. Reads only.
     *
     * @param anchors heads of the chain that were kept elsewhere
     */
    EvidenceReport verify(String cluster, String runId, List<EvidenceHead> anchors);

    /** What the evidence of this cluster's rehearsals tells its ledger: the newest ones, oldest first. Reads only. */
    List<LedgerEntry> rehearsals(String cluster);
}
