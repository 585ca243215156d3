package io.belay.engine.evidence;

import java.util.List;

/**
 * What a host found when it walked a run's evidence. Immutable.
 *
 * @param head of the chain as it is now
 * @param files how many files the chain binds
 * @param bytes how many bytes of them it binds
 * @param anchors how many heads from elsewhere it was compared with
 * @param anchored the last line for which one of them vouches, 0 when there was none
 * @param ended whether the chain says how the run ended
 * @param torn lines that a crash cut off, each noted as such by the one behind it
 * @param unbound files, or ends of files, that no line binds yet; at most 100
 * @param faults what is not as it was written, the chain's own first; at most 100
 */
public record EvidenceReport(
        EvidenceHead head,
        int files,
        long bytes,
        int anchors,
        long anchored,
        boolean ended,
        List<Long> torn,
        List<String> unbound,
        List<EvidenceFault> faults) {

    /** Longest list that travels. */
    public static final int MOST = 100;

    public EvidenceReport {
        torn = List.copyOf(torn);
        unbound = List.copyOf(unbound);
        faults = List.copyOf(faults);
    }
}
