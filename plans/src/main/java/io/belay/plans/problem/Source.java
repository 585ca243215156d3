package io.belay.plans.problem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lines of a file as people may see them: what was found to be a secret is never given out again. For one thread only.
 */
public final class Source {

    /** Says nothing about how long the hidden text is. */
    static final String MASK = "********";

    private record Shown(int number, String text) {

        static final Shown NONE = new Shown(-1, "");
    }

    private final String name;
    private final List<String> lines;
    private final Map<Integer, HiddenRanges> hidden = new TreeMap<>();
    private Optional<SecretTexts> texts = Optional.empty();
    private Shown lastShown = Shown.NONE;

    public Source(String name, String text) {
        this.name = name;
        this.lines = withoutMark(text).lines().toList();
    }

    /** Some editors begin each file with U+FEFF: it says how the file is encoded, and is no character of the text. */
    public static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    public String name() {
        return name;
    }

    public int lineCount() {
        return lines.size();
    }

    public SourcePlace wholeFile() {
        return SourcePlace.wholeFile(name);
    }

    public SourcePlace place(int line, int column, int length) {
        return new SourcePlace(name, line, column, length);
    }

    /** From the place's column to the end of its line, trailing blanks left out. */
    public SourcePlace restOfLine(int line, int column) {
        String text = raw(line).stripTrailing();
        return place(line, column, text.codePointCount(0, text.length()) - column + 1);
    }

    /** From now on the range is shown as a mask, in whichever problem's line it stands. */
    public void hide(SourcePlace place) {
        hidden.computeIfAbsent(place.line(), any -> new HiddenRanges()).add(place);
        texts = Optional.empty();
        lastShown = Shown.NONE;
    }

    /** Whether part of the range is a secret: then nothing of it may be quoted. */
    public boolean holdsHidden(SourcePlace place) {
        return hiddenIn(place.line()).meet(place);
    }

    /** What is written at a place, for a help that repeats it; empty when part of it is a secret. */
    public String quoted(SourcePlace place) {
        int[] points = raw(place.line()).codePoints().toArray();
        int from = Math.min(Math.max(0, place.column() - 1), points.length);
        int to = Math.min(Math.max(from, place.end() - 1), points.length);
        return holdsHidden(place) ? "" : new String(points, from, to - from);
    }

    private HiddenRanges hiddenIn(int line) {
        return hidden.getOrDefault(line, HiddenRanges.NONE);
    }

    /** A text about the file, without the secrets that stand in the file. */
    String withoutSecrets(String text) {
        if (hidden.isEmpty()) {
            return text;
        }
        SecretTexts known = texts.orElseGet(this::secretTexts);
        texts = Optional.of(known);
        return known.masked(text);
    }

    private SecretTexts secretTexts() {
        SecretTexts found = new SecretTexts();
        hidden.forEach((line, ranges) -> {
            int[] points = raw(line).codePoints().toArray();
            for (SourcePlace secret : ranges.all()) {
                int from = Math.min(secret.column() - 1, points.length);
                found.add(new String(points, from, Math.min(secret.end() - 1, points.length) - from).strip());
            }
        });
        return found;
    }

    /** A line for people, without secrets and without what commands a terminal; empty when there is no such line. */
    public String shown(int line) {
        // Many problems may stand in one line, and that line may be as long as a file.
        if (lastShown.number() != line) {
            lastShown = new Shown(line, masked(line));
        }
        return lastShown.text();
    }

    private String masked(int line) {
        StringBuilder shown = new StringBuilder();
        int[] points = raw(line).codePoints().toArray();
        int next = 0;
        for (SourcePlace secret : hiddenIn(line).all()) {
            int from = Math.min(secret.column() - 1, points.length);
            if (from >= next) {
                shown.append(new String(points, next, from - next)).append(MASK);
                next = Math.min(secret.end() - 1, points.length);
            }
        }
        return Invisible.shown(
                shown.append(new String(points, next, points.length - next)).toString());
    }

    /** Where a place begins in the line that is shown, from 0; what lies within a secret begins where its mask does. */
    int shownBegin(SourcePlace place) {
        return shown(place.line(), place.column(), false);
    }

    /** Where a place ends in the line that is shown, from 0; what lies within a secret ends where its mask does. */
    int shownEnd(SourcePlace place) {
        return shown(place.line(), place.end(), true);
    }

    private int shown(int line, int column, boolean end) {
        int shift = 0;
        for (SourcePlace secret : hiddenIn(line).all()) {
            if (secret.end() <= column) {
                shift += MASK.length() - secret.length();
            } else if (secret.column() < column) {
                return secret.column() - 1 + shift + (end ? MASK.length() : 0);
            }
        }
        return column - 1 + shift;
    }

    private String raw(int line) {
        return line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
    }
}
