package io.belay.lab.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds words with names in angle brackets against words of a run. {@code [WORD]} may be missing, {@code [WORD...]} may come as often
 * as there is one, its names with other values each time. Pure.
 */
final class Templates {

    private static final Pattern NAME = Pattern.compile("<([a-z][a-z0-9 -]*)>");
    private static final String EACH = "...]";

    private Templates() {}

    static List<String> names(String template) {
        return NAME.matcher(template).results().map(found -> found.group(1)).toList();
    }

    static String renamed(String template, Map<String, String> names) {
        return NAME.matcher(template)
                .replaceAll(found ->
                        Matcher.quoteReplacement("<" + names.getOrDefault(found.group(1), found.group(1)) + ">"));
    }

    /** @return the names with what they stand for now; empty when the words do not fit */
    static Optional<Map<String, String>> words(List<String> planned, List<String> run, Map<String, String> names) {
        if (planned.isEmpty()) {
            return run.isEmpty() ? Optional.of(names) : Optional.empty();
        }
        String word = planned.get(0);
        List<String> rest = planned.subList(1, planned.size());
        boolean each = word.startsWith("[") && word.endsWith(EACH);
        boolean optional = each || (word.startsWith("[") && word.endsWith("]"));
        String template = optional ? word.substring(1, word.length() - (each ? EACH.length() : 1)) : word;
        Optional<Map<String, String>> taken = run.isEmpty()
                ? Optional.empty()
                : word(template, run.get(0), names)
                        .flatMap(known ->
                                words(each ? planned : rest, run.subList(1, run.size()), each ? names : known));
        return taken.isEmpty() && optional ? words(rest, run, names) : taken;
    }

    private static Optional<Map<String, String>> word(String template, String value, Map<String, String> names) {
        List<String> fresh = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        Matcher name = NAME.matcher(template);
        int end = 0;
        while (name.find()) {
            pattern.append(Pattern.quote(template.substring(end, name.start())));
            String known = names.get(name.group(1));
            int before = fresh.indexOf(name.group(1));
            if (known != null) {
                pattern.append(Pattern.quote(known));
            } else if (before >= 0) {
                pattern.append('\\').append(before + 1);
            } else {
                fresh.add(name.group(1));
                pattern.append("(.+?)");
            }
            end = name.end();
        }
        pattern.append(Pattern.quote(template.substring(end)));
        Matcher matcher = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> more = new HashMap<>(names);
        for (int i = 0; i < fresh.size(); i++) {
            more.put(fresh.get(i), matcher.group(i + 1));
        }
        return Optional.of(more);
    }
}
