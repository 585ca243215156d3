package io.belay.plans.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One or two small changes of a good file, as a person makes them: what comes out is often a good file still, so that all
 * behind the reading is tried too. For one thread only.
 */
final class SmallChanges {

    private static final Pattern VALUE = Pattern.compile("(?<=[{ ])([a-z_]+): ([^,{}\\[\\]\\n#\"]+?)(?= *[,}\\n])");
    private static final Pattern AMOUNT =
            Pattern.compile("(?<=[: ])([0-9]{1,4})(ms|s|m|h|d|%|x|KiB|MiB|GiB|TiB)(?=[,} \\n])");
    private static final Pattern FLAT = Pattern.compile("\\{([^{}\\[\\]\"#\\n]+, [^{}\\[\\]\"#\\n]+)}");
    private static final Pattern BARE = Pattern.compile("(?m)^( *)- ([a-z_]+)$");

    /** May stand once more, under another id. */
    private static final List<String> AGAIN = List.of("verify", "analyze", "reindex", "extensions", "preflight");

    private static final List<String> REQUIRED = List.of("apiVersion", "kind", "metadata", "live", "target", "steps");

    private static final List<String> STAY = List.of("kind", "type", "mode", "way_back", "program", "file", "sha256");

    private final Random random;
    private final GoodFiles good;

    SmallChanges(Random random, GoodFiles good) {
        this.random = random;
        this.good = good;
    }

    String of(String text) {
        List<UnaryOperator<String>> ways = List.of(
                this::otherValue,
                this::otherAmount,
                this::otherAmount,
                this::fieldsInOtherOrder,
                this::blocksInOtherOrder,
                this::withoutField,
                this::withoutBlock,
                this::stepAgain,
                this::note,
                this::quotes,
                this::comment);
        String changed = text;
        for (int i = random.nextInt(2); i >= 0; i--) {
            changed = GoodFiles.any(ways, random).apply(changed);
        }
        return changed;
    }

    /** Of the same field in another good file. */
    private String otherValue(String text) {
        return replaced(
                text,
                VALUE,
                found -> STAY.contains(found.group(1))
                        ? found.group()
                        : found.group(1) + ": " + good.value(found.group(1), random));
    }

    private String otherAmount(String text) {
        return replaced(text, AMOUNT, found -> {
            int amount = Integer.parseInt(found.group(1));
            int other = Math.max(1, amount + random.nextInt(2 + amount / 4) - amount / 8);
            return other + found.group(2);
        });
    }

    private String fieldsInOtherOrder(String text) {
        return replaced(text, FLAT, found -> {
            List<String> fields = new ArrayList<>(Arrays.asList(found.group(1).split(", ", -1)));
            Collections.shuffle(fields, random);
            return "{" + String.join(", ", fields) + "}";
        });
    }

    private String withoutField(String text) {
        return replaced(text, FLAT, found -> {
            List<String> fields = new ArrayList<>(Arrays.asList(found.group(1).split(", ", -1)));
            fields.remove(1 + random.nextInt(fields.size() - 1));
            return "{" + String.join(", ", fields) + "}";
        });
    }

    private String blocksInOtherOrder(String text) {
        List<String> blocks = blocks(text);
        if (blocks.size() < 4) {
            return text;
        }
        int from = 2 + random.nextInt(blocks.size() - 2);
        int to = 2 + random.nextInt(blocks.size() - 2);
        Collections.swap(blocks, from, to);
        return String.join("", blocks);
    }

    private String withoutBlock(String text) {
        List<String> blocks = blocks(text);
        int at = random.nextInt(blocks.size());
        if (REQUIRED.stream().noneMatch(name -> blocks.get(at).startsWith(name + ":"))) {
            blocks.remove(at);
        }
        return String.join("", blocks);
    }

    /** A line without indentation and all that belongs to it. */
    private static List<String> blocks(String text) {
        return new ArrayList<>(Arrays.asList(text.split("(?m)(?=^[A-Za-z_]+:)", -1)));
    }

    private String stepAgain(String text) {
        return replaced(
                text,
                BARE,
                found -> AGAIN.contains(found.group(2))
                        ? found.group() + "\n" + found.group(1) + "- {id: " + found.group(2) + "-more-"
                                + random.nextInt(9) + ", " + found.group(2) + ": {}}"
                        : found.group());
    }

    private String note(String text) {
        return replaced(
                text,
                BARE,
                found -> found.group(1) + "- {" + found.group(2) + ": {}, note: Mind the gap, timeout: "
                        + (1 + random.nextInt(9)) + "h}");
    }

    private String quotes(String text) {
        return replaced(text, VALUE, found -> found.group(1) + ": \"" + found.group(2) + "\"");
    }

    private String comment(String text) {
        return replaced(
                text,
                BARE,
                found -> random.nextBoolean()
                        ? found.group() + "   # so be it"
                        : found.group(1) + "# so be it\n" + found.group());
    }

    /** One of the places where the pattern matches. */
    private String replaced(String text, Pattern pattern, java.util.function.Function<MatchResult, String> change) {
        List<MatchResult> found = pattern.matcher(text).results().toList();
        if (found.isEmpty()) {
            return text;
        }
        MatchResult one = GoodFiles.any(found, random);
        return text.substring(0, one.start()) + change.apply(one) + text.substring(one.end());
    }
}
