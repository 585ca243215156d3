package io.belay.workers.host;

import io.belay.engine.evidence.Chain;
import io.belay.engine.evidence.ChainWords;
import io.belay.engine.ledger.LedgerEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds in all runs' evidence what rehearsals of one cluster told its ledger. Reads only. */
final class RehearsalsInEvidence {

    /** As many as fit into one answer; a ledger remembers fewer rehearsals than that. */
    private static final int MOST = 400;

    private static final String RECORD = "record.jsonl";

    private final Path evidence;

    RehearsalsInEvidence(Path evidence) {
        this.evidence = evidence;
    }

    /** The newest, oldest first. Of a run whose chain is broken nothing is taken: a ledger decides whether an apply may begin. */
    List<LedgerEntry> of(String cluster) {
        List<LedgerEntry> found = new ArrayList<>();
        for (Path record : newestRuns()) {
            if (found.size() < MOST) {
                found.addAll(learned(record, cluster));
            }
        }
        found.sort(Comparator.comparing(LedgerEntry::at));
        return found;
    }

    /** Ids of runs begin with their time, so that names sort by it. */
    private List<Path> newestRuns() {
        try (Stream<Path> runs = Files.list(evidence)) {
            return runs.map(run -> run.resolve(RECORD))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the evidence of runs cannot be listed", e);
        }
    }

    private static List<LedgerEntry> learned(Path record, String cluster) {
        try {
            Chain chain = Chain.read(Files.readAllBytes(record));
            return chain.fault().isPresent()
                    ? List.of()
                    : chain.contents()
                            .filter(line -> line.is(ChainWords.END))
                            .flatMap(line -> ConclusionLine.learned(line.data(), cluster).stream())
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the record of a run cannot be read", e);
        }
    }
}
