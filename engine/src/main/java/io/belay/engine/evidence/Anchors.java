package io.belay.engine.evidence;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Compares a chain with the heads of it that are kept elsewhere. Stateless. */
public final class Anchors {

    private Anchors() {}

    /**
     * The first place at which the chain is not what was anchored. A chain that was written anew from some line on fits in itself,
     * so this is what tells; the line before which it still was as anchored bounds where the change began.
     */
    public static Optional<EvidenceFault> compare(Chain chain, List<EvidenceHead> anchors) {
        long known = 0;
        for (EvidenceHead anchor : sorted(anchors)) {
            if (anchor.line() > chain.lines().size()) {
                return Optional.of(new EvidenceFault(
                        EvidenceFault.Kind.OTHER_THAN_ANCHORED,
                        chain.lines().size() + 1L,
                        "",
                        "line " + (chain.lines().size() + 1) + " is missing: the record ends with line "
                                + chain.lines().size() + ", and history anchors line " + anchor.line()));
            }
            if (!chain.lines().get((int) anchor.line() - 1).sha256().equals(anchor.sha256())) {
                return Optional.of(new EvidenceFault(
                        EvidenceFault.Kind.OTHER_THAN_ANCHORED,
                        known + 1,
                        "",
                        "line " + anchor.line() + " is not the one that history anchors: "
                                + (known + 1 == anchor.line()
                                        ? "it was changed"
                                        : "a line from " + (known + 1) + " to " + anchor.line()
                                                + " was changed first")));
            }
            known = anchor.line();
        }
        return Optional.empty();
    }

    /** The last line for which something kept elsewhere vouches, 0 when there is none. */
    public static long last(List<EvidenceHead> anchors) {
        return anchors.stream().mapToLong(EvidenceHead::line).max().orElse(0);
    }

    private static List<EvidenceHead> sorted(List<EvidenceHead> anchors) {
        return anchors.stream()
                .filter(anchor -> anchor.line() > 0)
                .sorted(Comparator.comparingLong(EvidenceHead::line))
                .toList();
    }
}
