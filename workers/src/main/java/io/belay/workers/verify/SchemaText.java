package io.belay.workers.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the text of {@code pg_dump --schema-only} apart into its objects. Pure.
 *
 * <p>What stands before the first object (versions, session settings) and behind the last one ({@code \}{@code unrestrict}) is
 * the dump's own. Tablespace and access method are set between objects and hold until they are set again; here each object
 * carries its own, so that the order of the dump has no meaning.
 */
final class SchemaText {

    private static final Pattern HEADER = Pattern.compile("-- Name: (.*); Type: ([^;]*); Schema: (.*); Owner: ?.*");
    private static final Pattern STATE =
            Pattern.compile("SET (default_tablespace|default_table_access_method) = (.*);");
    private static final String END = "-- PostgreSQL database dump complete";
    private static final String RULE = "--";
    private static final Set<String> WITH_TABLESPACE =
            Set.of("TABLE", "MATERIALIZED VIEW", "INDEX", "CONSTRAINT", "FOREIGN TABLE");
    private static final Set<String> WITH_ACCESS_METHOD = Set.of("TABLE", "MATERIALIZED VIEW");

    private final Map<String, SchemaObject> objects = new LinkedHashMap<>();
    private final Map<String, String> state = new LinkedHashMap<>();
    private Optional<Matcher> header = Optional.empty();
    private List<String> body = new ArrayList<>();

    private SchemaText() {}

    /** Objects by {@link SchemaObject#key}, in the dump's order. */
    static Map<String, SchemaObject> parse(List<String> lines) {
        SchemaText text = new SchemaText();
        for (int i = 0; i < lines.size(); i++) {
            if (isRule(lines, i) && isRule(lines, i + 2)) {
                Matcher matcher = HEADER.matcher(lines.get(i + 1));
                if (matcher.matches()) {
                    text.endObject();
                    text.header = Optional.of(matcher);
                    i += 2;
                    continue;
                }
            }
            if (isRule(lines, i) && i + 1 < lines.size() && lines.get(i + 1).equals(END)) {
                break;
            }
            text.body.add(lines.get(i));
        }
        text.endObject();
        return text.objects;
    }

    private static boolean isRule(List<String> lines, int at) {
        return at < lines.size() && lines.get(at).equals(RULE);
    }

    private void endObject() {
        List<String> next = takeState();
        header.ifPresent(this::add);
        next.forEach(this::remember);
        body = new ArrayList<>();
    }

    /** Settings at the end of a body belong to what follows. */
    private List<String> takeState() {
        List<String> settings = new ArrayList<>();
        while (!body.isEmpty()) {
            String last = body.get(body.size() - 1);
            boolean isSetting = STATE.matcher(last).matches();
            if (!isSetting && !last.isBlank()) {
                break;
            }
            if (isSetting) {
                settings.add(0, last);
            }
            body.remove(body.size() - 1);
        }
        return settings;
    }

    private void remember(String setting) {
        Matcher matcher = STATE.matcher(setting);
        if (matcher.matches()) {
            state.put(matcher.group(1), matcher.group(2));
        }
    }

    private void add(Matcher found) {
        String type = found.group(2);
        List<String> lines =
                new ArrayList<>(body.stream().filter(line -> !line.isBlank()).toList());
        if (WITH_TABLESPACE.contains(type)) {
            lines.add("-- tablespace " + state.getOrDefault("default_tablespace", "''"));
        }
        if (WITH_ACCESS_METHOD.contains(type)) {
            lines.add("-- access method " + state.getOrDefault("default_table_access_method", "heap"));
        }
        String schema = found.group(3).equals("-") ? "" : found.group(3);
        SchemaObject object = new SchemaObject(type, schema, found.group(1), lines);
        objects.merge(object.key(), object, SchemaText::joined);
    }

    /** Some objects come in two parts under one name, for example a view that is part of a loop. */
    private static SchemaObject joined(SchemaObject first, SchemaObject second) {
        List<String> lines = new ArrayList<>(first.lines());
        lines.addAll(second.lines());
        return new SchemaObject(first.type(), first.schema(), first.name(), lines);
    }
}
