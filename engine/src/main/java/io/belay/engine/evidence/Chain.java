package io.belay.engine.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run's chain as it was read: one JSON object a line, each with the SHA-256 of the line before it. Whoever changes, removes,
 * inserts or swaps lines breaks it behind that place; whoever cuts its end off does not, which is what an {@link EvidenceHead} that
 * is kept elsewhere is for. Immutable.
 *
 * @param unfinished whether the text ends in the middle of a line: its writer died there, or is at it
 */
public record Chain(List<ChainLine> lines, boolean unfinished) {

    public Chain {
        lines = List.copyOf(lines);
    }

    /** @param text of the file, as it lies on the disk */
    public static Chain read(byte[] text) {
        List<ChainLine> lines = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < text.length; at++) {
            if (text[at] == '\n') {
                lines.add(ChainLine.of(lines.size() + 1L, Arrays.copyOfRange(text, begin, at)));
                begin = at + 1;
            }
        }
        return new Chain(lines, begin < text.length);
    }

    public EvidenceHead head() {
        return lines.isEmpty() ? EvidenceHead.NONE : head(lines.get(lines.size() - 1));
    }

    private static EvidenceHead head(ChainLine line) {
        return new EvidenceHead(line.number(), line.sha256());
    }

    /** What the lines say, without those that a crash cut off. */
    public Stream<ChainLine.Content> contents() {
        return lines.stream().flatMap(line -> line.content().stream());
    }

    /** Numbers of lines that a crash cut off, each noted as such by the line behind it. */
    public List<Long> torn() {
        return lines.stream()
                .filter(line -> line.content().isEmpty() && isNotedAsTorn(line))
                .map(ChainLine::number)
                .toList();
    }

    /** The first thing that is wrong with the chain in itself. */
    public Optional<EvidenceFault> fault() {
        for (ChainLine line : lines) {
            Optional<EvidenceFault> fault = line.content()
                    .map(content -> fault(line, content))
                    .orElseGet(() -> isNotedAsTorn(line)
                            ? Optional.empty()
                            : Optional.of(EvidenceFault.changed(
                                    line.number(),
                                    "line " + line.number() + " is no line of a record: it was changed")));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<EvidenceFault> fault(ChainLine line, ChainLine.Content content) {
        long number = line.number();
        if (content.sequence() != number) {
            return Optional.of(outOfPlace(number, content.sequence()));
        }
        return follows(line, content) ? Optional.empty() : Optional.of(brokenAt(number));
    }

    private static EvidenceFault outOfPlace(long number, long says) {
        return says > number
                ? new EvidenceFault(
                        EvidenceFault.Kind.LINE_MISSING,
                        number,
                        "",
                        "line " + number + " is missing: in its place stands the line with the number " + says)
                : new EvidenceFault(
                        EvidenceFault.Kind.LINE_ADDED,
                        number,
                        "",
                        "in place of line " + number + " stands one with the number " + says
                                + ": it was put there, or lines were swapped");
    }

    /**
     * Two neighbours do not fit. When what stands behind the second one does not fit either, one change of the second explains both;
     * else the first was changed.
     */
    private EvidenceFault brokenAt(long number) {
        boolean last = number == lines.size();
        boolean nextFits = !last
                && lines.get((int) number)
                        .content()
                        .filter(next -> follows(lines.get((int) number), next))
                        .isPresent();
        if (number == 1) {
            return EvidenceFault.changed(1, "line 1 was changed: it does not begin a record");
        }
        if (last) {
            return EvidenceFault.changed(
                    number - 1,
                    "line " + (number - 1) + " was changed, or line " + number + ", the last one: they do not fit");
        }
        long changed = nextFits ? number - 1 : number;
        return EvidenceFault.changed(changed, "line " + changed + " was changed: its neighbours do not fit it");
    }

    private boolean follows(ChainLine line, ChainLine.Content content) {
        String before = line.number() == 1
                ? EvidenceHead.NONE.sha256()
                : lines.get((int) line.number() - 2).sha256();
        return content.previous().equals(before);
    }

    private boolean isNotedAsTorn(ChainLine line) {
        return line.number() < lines.size() && lines.get((int) line.number()).tellsOfATornOne();
    }
}
