package io.belay.plans.markup;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The colours of reports and pictures, by name, for light and for dark surroundings. Sheets name them as {@code var(--NAME)}. Each
 * text colour has at least 4.5:1 on each ground that it stands on. Stateless.
 */
public final class Palette {

    private record Pair(String light, String dark) {}

    private static final Map<String, Pair> COLOURS = colours();

    private Palette() {}

    /** Both sets as variables, dark ones where the reader wants them and nothing is printed. */
    public static String variables() {
        return ":root {" + declarations(false) + " color-scheme: light dark; }\n"
                + "@media screen and (prefers-color-scheme: dark) { :root {" + declarations(true) + " } }\n";
    }

    /** The rules with the colours themselves in them: many viewers of SVG know no variables. */
    public static String literal(String rules) {
        return replaced(rules, false)
                + "@media screen and (prefers-color-scheme: dark) {\n"
                + replaced(rules, true)
                + "}\n";
    }

    private static String declarations(boolean dark) {
        StringBuilder text = new StringBuilder();
        COLOURS.forEach((name, pair) -> text.append(" --")
                .append(name)
                .append(": ")
                .append(dark ? pair.dark : pair.light)
                .append(';'));
        return text.toString();
    }

    private static String replaced(String rules, boolean dark) {
        String text = rules;
        for (Map.Entry<String, Pair> colour : COLOURS.entrySet()) {
            String value = dark ? colour.getValue().dark : colour.getValue().light;
            text = text.replace("var(--" + colour.getKey() + ")", value);
        }
        return text;
    }

    private static Map<String, Pair> colours() {
        Map<String, Pair> map = new LinkedHashMap<>();
        map.put("ground", new Pair("#ffffff", "#12161c"));
        map.put("text", new Pair("#1b1f24", "#e6edf3"));
        map.put("quiet", new Pair("#545d68", "#9aa7b4"));
        map.put("line", new Pair("#d0d7de", "#323b46"));
        map.put("raised", new Pair("#f5f7f9", "#1a2028"));
        map.put("way", new Pair("#0b5394", "#7ab4f5"));
        map.put("onway", new Pair("#ffffff", "#0b1016"));
        map.put("live", new Pair("#8a4500", "#f0a860"));
        map.put("livetint", new Pair("#fbf7ee", "#211c14"));
        map.put("holdtint", new Pair("#fbe7ca", "#38290f"));
        map.put("bad", new Pair("#a40e26", "#ff8f8f"));
        map.put("badtint", new Pair("#fdf0f1", "#2d171b"));
        map.put("good", new Pair("#116329", "#5bd17a"));
        map.put("newtint", new Pair("#ebf5ef", "#142319"));
        return map;
    }
}
