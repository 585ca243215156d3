package io.belay.plans.grammar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The path of a field as a person counts: from 1, and only what its author wrote. Stateless. */
public final class SpokenPath {

    /** An item of a list of steps, also of one within {@code parallel} or {@code include}. */
    private static final Pattern ITEM = Pattern.compile("(?:(?:parallel|include)[.])?steps\\[([0-9]+)][.]");

    private SpokenPath() {}

    /** {@code steps[3].pg_upgrade.jobs} is {@code item 4, pg_upgrade.jobs} to a person; within another item, {@code item 4.1}. */
    public static String of(String path) {
        Matcher item = ITEM.matcher(path);
        if (!item.lookingAt()) {
            return path;
        }
        StringBuilder number = new StringBuilder();
        int end = 0;
        while (item.lookingAt()) {
            number.append(end == 0 ? "" : ".").append(Integer.parseInt(item.group(1)) + 1);
            end = item.end();
            item.region(end, path.length());
        }
        return "item " + number + ", " + path.substring(end);
    }
}
