package io.belay.plans.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spoils a text: by bytes, lines, tokens, values, blocks, indentation, and by saying a thing far too often. For one thread only. */
final class Mutations {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_@./%-]+|\\s+|.", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("(?<=: )[^,{}\\[\\]\\n]+");

    /** A little more than what is read. */
    private static final int LARGEST = 262_200;

    private final Random random;
    private final GoodFiles good;

    Mutations(Random random, GoodFiles good) {
        this.random = random;
        this.good = good;
    }

    String of(String text) {
        List<UnaryOperator<String>> ways = List.of(
                this::bytes,
                this::lines,
                this::lines,
                this::tokens,
                this::tokens,
                this::values,
                this::values,
                this::blocks,
                this::blocks,
                this::indentation,
                this::swappedHalves);
        String spoilt = text;
        for (int i = random.nextInt(4); i >= 0; i--) {
            spoilt = way(ways).apply(spoilt);
        }
        return random.nextInt(150) == 0 ? repeated(spoilt) : spoilt;
    }

    private UnaryOperator<String> way(List<UnaryOperator<String>> ways) {
        return ways.get(random.nextInt(ways.size()));
    }

    private String bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(6); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(random.nextBoolean() ? 128 : 256);
        }
        return new String(bytes, random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private String lines(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int from = random.nextInt(lines.size());
        int to = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(from);
            case 1 -> lines.add(to, lines.get(from));
            case 2 -> lines.add(to, lines.remove(from));
            case 3 -> lines.set(from, lines.get(to));
            default -> {
                String joined = lines.get(from) + (random.nextBoolean() ? "" : " ") + lines.get(to);
                lines.set(from, joined);
                lines.remove(to);
            }
        }
        return String.join("\n", lines);
    }

    private String tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        for (int i = random.nextInt(3); i >= 0 && !tokens.isEmpty(); i--) {
            int at = random.nextInt(tokens.size());
            switch (random.nextInt(4)) {
                case 0 -> tokens.remove(at);
                case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
                case 2 -> tokens.set(at, Words.any(random));
                default -> tokens.add(at, Words.any(random));
            }
        }
        return String.join("", tokens);
    }

    /** One field gets what stands behind another, in this file or in a good one. */
    private String values(String text) {
        List<int[]> found = new ArrayList<>();
        Matcher matcher = VALUE.matcher(text);
        while (matcher.find()) {
            found.add(new int[] {matcher.start(), matcher.end()});
        }
        if (found.isEmpty()) {
            return text;
        }
        int[] at = found.get(random.nextInt(found.size()));
        int[] other = found.get(random.nextInt(found.size()));
        String value = random.nextInt(3) == 0 ? Words.any(random) : text.substring(other[0], other[1]);
        return text.substring(0, at[0]) + value + text.substring(at[1]);
    }

    /** A line with all that is indented below it goes elsewhere, or stands there too. */
    private String blocks(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int from = random.nextInt(lines.size());
        int to = from + 1;
        while (to < lines.size() && indent(lines.get(to)) > indent(lines.get(from))) {
            to++;
        }
        List<String> block = new ArrayList<>(lines.subList(from, to));
        if (random.nextBoolean()) {
            lines.subList(from, to).clear();
        }
        int shift = random.nextInt(3) == 0 ? random.nextInt(9) - 4 : 0;
        block.replaceAll(line -> shifted(line, shift));
        lines.addAll(random.nextInt(lines.size() + 1), block);
        return String.join("\n", lines);
    }

    private String indentation(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int from = random.nextInt(lines.size());
        int to = Math.min(lines.size(), from + 1 + random.nextInt(5));
        int shift = random.nextInt(9) - 4;
        boolean tab = random.nextInt(6) == 0;
        for (int i = from; i < to; i++) {
            lines.set(i, tab ? "\t" + lines.get(i) : shifted(lines.get(i), shift));
        }
        return String.join("\n", lines);
    }

    /** The beginning of one file, the end of another. */
    private String swappedHalves(String text) {
        String other = good.any(random);
        return text.substring(0, random.nextInt(text.length() + 1))
                + other.substring(random.nextInt(other.length() + 1));
    }

    /** Up to the largest file that is read: what costs little once must not cost much a thousand times. */
    private String repeated(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        int end = Math.min(lines.size(), at + 1 + random.nextInt(3));
        String piece = random.nextInt(4) == 0
                ? Words.any(random) + (random.nextBoolean() ? " " : ", ")
                : String.join("\n", lines.subList(at, end)) + "\n";
        int room = (random.nextBoolean() ? LARGEST : LARGEST / 10) - text.length();
        int times = Math.max(1, room / Math.max(8, piece.length() + 3));
        StringBuilder many = new StringBuilder();
        boolean numbered = random.nextBoolean();
        for (int i = 0; i < times; i++) {
            // Names that differ get past the rules that look for the same name twice.
            many.append(numbered ? piece.replaceFirst("([a-z]{3,})(?=[\\n,}])", "$1" + i) : piece);
        }
        lines.add(at, many.toString());
        return String.join("\n", lines);
    }

    private static int indent(String line) {
        return line.isBlank() ? 999 : line.length() - line.stripLeading().length();
    }

    private static String shifted(String line, int shift) {
        return shift >= 0
                ? " ".repeat(shift) + line
                : line.substring(Math.min(-shift, Math.min(indent(line), line.length())));
    }
}
