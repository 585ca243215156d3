package io.belay.workers.clone;

import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The clone's whole configuration is one file that the gate writes: what the other items ask for, and the few values of live's without
 * which data would look different. {@code postgresql.auto.conf}, which is read last, is empty, so that no forgotten
 * {@code ALTER SYSTEM} wins. It lies in the data directory because {@code pg_upgrade} starts servers by itself and reads it there.
 */
final class OwnConfiguration implements GateItem {

    private static final String SOURCES =
            "SELECT DISTINCT sourcefile FROM pg_catalog.pg_settings WHERE sourcefile IS NOT NULL";

    /** What a role or a database may set for itself isolates nothing and is not compared. */
    private static final String EFFECTIVE =
            "SELECT name, pg_catalog.current_setting(name) AS value FROM pg_catalog.pg_settings"
                    + " WHERE context IN ('postmaster', 'sighup')";

    private static final String MAIN = "postgresql.conf";
    private static final String AUTO = "postgresql.auto.conf";

    /** How the server shows {@code archive_command} while {@code archive_mode} is off. */
    private static final String SHOWN_FOR_NONE = "(disabled)";

    /** How values are read and printed; known to every major from 12 to 18. */
    private static final List<String> IMPORTED = List.of(
            "lc_monetary",
            "lc_numeric",
            "lc_time",
            "datestyle",
            "intervalstyle",
            "timezone",
            "timezone_abbreviations",
            "default_text_search_config",
            "bytea_output",
            "xmlbinary",
            "xmloption",
            "array_nulls",
            "backslash_quote",
            "transform_null_equals",
            "extra_float_digits",
            "default_table_access_method",
            "search_path");

    private final List<GateItem> others;

    OwnConfiguration(List<GateItem> others) {
        this.others = List.copyOf(others);
    }

    @Override
    public int row() {
        return 17;
    }

    @Override
    public String what() {
        return "the configuration is the gate's own, and nothing overrides it";
    }

    @Override
    public Map<String, String> settings(CloneFacts clone) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : IMPORTED) {
            if (clone.inherited().containsKey(name)) {
                settings.put(name, clone.inherited(name, ""));
            }
        }
        return settings;
    }

    @Override
    public void apply(CloneFacts clone) {
        clone.files()
                .write(
                        clone.data().resolve(MAIN),
                        "# Written by Belay's safe-clone gate.\n" + SettingsText.render(all(clone)));
        clone.files().write(clone.data().resolve(AUTO), "");
    }

    @Override
    public List<String> wrong(CloneFacts clone) {
        List<String> wrong = new ArrayList<>();
        Map<String, String> found = SettingsText.effective(read(clone.data().resolve(MAIN)));
        Map<String, String> wanted = all(clone);
        wanted.forEach((name, value) -> {
            if (!Objects.equals(found.get(name), value)) {
                wrong.add("`" + name + "` is `" + found.get(name) + "` in `" + MAIN + "`, not `" + value + "`");
            }
        });
        found.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> wrong.add("`" + MAIN + "` sets `" + name + "`, which the gate did not write"));
        if (!SettingsText.effective(read(clone.data().resolve(AUTO))).isEmpty()) {
            wrong.add("`" + AUTO + "` is not empty: an ALTER SYSTEM would win over the gate");
        }
        return wrong;
    }

    @Override
    public List<String> asked() {
        return List.of(SOURCES, EFFECTIVE);
    }

    @Override
    public List<String> wrongWhileRunning(CloneFacts clone, RunningServer server, Session session) {
        List<String> wrong = new ArrayList<>();
        session.query(SOURCES).forEach(row -> {
            if (!row.text("sourcefile").equals(clone.data().resolve(MAIN).toString())) {
                wrong.add("settings come from `" + row.text("sourcefile") + "`");
            }
        });
        Map<String, String> wanted = all(clone);
        session.query(EFFECTIVE).forEach(row -> {
            String expected = wanted.get(row.text("name"));
            String value = row.optional("value").orElse("");
            if (expected != null && !expected.equals(value) && !(expected.isEmpty() && value.equals(SHOWN_FOR_NONE))) {
                wrong.add("`" + row.text("name") + "` is `" + value + "` on the server, not `" + expected + "`");
            }
        });
        return wrong;
    }

    private Map<String, String> all(CloneFacts clone) {
        Map<String, String> settings = new LinkedHashMap<>();
        others.forEach(item -> settings.putAll(item.settings(clone)));
        settings.putAll(settings(clone));
        return settings;
    }

    private static String read(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
