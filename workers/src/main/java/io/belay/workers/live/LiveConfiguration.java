package io.belay.workers.live;

import io.belay.workers.clone.SettingsText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that live's settings come from, each with its place: the files with what they include, {@code ALTER SYSTEM}, the
 * command line of its last start. Immutable.
 *
 * @param folder where {@code pg_hba.conf} and {@code pg_ident.conf} are when no setting says otherwise
 * @param files in order; later ones win
 * @param auto of {@code postgresql.auto.conf}, which wins over {@code files}
 * @param commandLine wins over both
 * @param problems lines that PostgreSQL would not read
 */
record LiveConfiguration(
        Path folder, List<Placed> files, List<Placed> auto, List<Placed> commandLine, List<Dress.Problem> problems) {

    private static final String MAIN = "postgresql.conf";
    private static final String AUTO = "postgresql.auto.conf";

    /** CONF_FILE_MAX_DEPTH of guc-file.l. */
    private static final int DEEPEST_INCLUDE = 10;

    LiveConfiguration {
        files = List.copyOf(files);
        auto = List.copyOf(auto);
        commandLine = List.copyOf(commandLine);
        problems = List.copyOf(problems);
    }

    /** @throws LiveFailure {@code BLY-3670} */
    static LiveConfiguration read(LiveFiles from) {
        Path options = from.data().resolve(ServerOptions.FILE);
        ServerOptions started = from.isFile(options) ? ServerOptions.parse(from.text(options)) : ServerOptions.none();
        Path folder = started.folder().orElse(from.data());
        Path main = last(started.settings(), "config_file").map(Path::of).orElse(folder.resolve(MAIN));
        Reading reading = new Reading(from);
        List<Placed> files = reading.read(main);
        Path auto = from.data().resolve(AUTO);
        List<Placed> altered = from.isFile(auto) ? reading.read(auto) : List.of();
        started.unknown()
                .forEach(option -> reading.problems.add(new Dress.Problem(
                        options.toString(),
                        "",
                        "live was started with the option `" + option
                                + "`, which is not carried over; write it as a setting into `" + main + "`")));
        return new LiveConfiguration(folder, files, altered, started.settings(), reading.problems);
    }

    /** What holds, by name: the last of a name, of the strongest source that has it. */
    Map<String, Placed> effective() {
        Map<String, Placed> effective = new LinkedHashMap<>();
        for (List<Placed> source : List.of(files, auto, commandLine)) {
            source.forEach(setting -> effective.put(setting.name(), setting));
        }
        return effective;
    }

    static Optional<String> last(List<Placed> settings, String name) {
        return settings.stream()
                .filter(setting -> setting.name().equals(name))
                .reduce((before, later) -> later)
                .map(Placed::value);
    }

    /** Follows includes as guc-file.l does. */
    private static final class Reading {

        private final LiveFiles from;
        private final List<Dress.Problem> problems = new ArrayList<>();

        Reading(LiveFiles from) {
            this.from = from;
        }

        List<Placed> read(Path file) {
            List<Placed> settings = new ArrayList<>();
            read(file, 0, settings);
            return settings;
        }

        private void read(Path file, int depth, List<Placed> into) {
            if (depth > DEEPEST_INCLUDE) {
                throw LiveFiles.unreadable(file, "includes go deeper than " + DEEPEST_INCLUDE + " files");
            }
            int number = 0;
            for (String line : from.text(file).lines().toList()) {
                number++;
                String place = file + ":" + number;
                List<SettingsText.Entry> entries = SettingsText.parse(line);
                if (entries.isEmpty() && !line.isBlank() && !line.strip().startsWith("#")) {
                    problems.add(new Dress.Problem(place, "", "PostgreSQL does not understand this line"));
                }
                for (SettingsText.Entry entry : entries) {
                    take(entry, file, place, depth, into);
                }
            }
        }

        private void take(SettingsText.Entry entry, Path file, String place, int depth, List<Placed> into) {
            Path named = file.resolveSibling(entry.value());
            switch (entry.name()) {
                case "include" -> read(named, depth + 1, into);
                case "include_if_exists" -> {
                    if (from.isFile(named)) {
                        read(named, depth + 1, into);
                    }
                }
                case "include_dir" -> {
                    if (!from.isFolder(named)) {
                        throw LiveFiles.unreadable(named, "there is no such folder (" + place + ")");
                    }
                    from.list(named).stream().filter(this::isIncluded).forEach(part -> read(part, depth + 1, into));
                }
                default -> into.add(new Placed(entry.name(), entry.value(), place));
            }
        }

        private boolean isIncluded(Path part) {
            String name = String.valueOf(part.getFileName());
            return name.endsWith(".conf") && !name.startsWith(".") && from.isFile(part);
        }
    }
}
