package io.belay.workers.live;

import io.belay.workers.clone.SettingsText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * New's settings for production, decided and not yet put anywhere. Immutable. May hold secrets (a {@code primary_conninfo}, a key):
 * never printed as a whole.
 *
 * @param settings of {@code postgresql.conf}
 * @param auto of {@code postgresql.auto.conf}: what {@code ALTER SYSTEM} set on live stays what {@code ALTER SYSTEM RESET} undoes
 * @param locked settings that hold while only Belay is let in
 * @param files content of everything else, by its path relative to the data directory; {@code pg_hba.conf} and
 *     {@code pg_ident.conf} are among them
 * @param notes what a person should know: what was dropped or renamed and why, what stays where it is; a sentence each
 * @param problems what the target would refuse; empty when it can be put on
 */
public record Dress(
        DressRequest request,
        List<Placed> settings,
        List<Placed> auto,
        Map<String, String> locked,
        Map<Path, byte[]> files,
        List<String> notes,
        List<Problem> problems) {

    /**
     * @param place {@code FILE:LINE}, or {@code target.settings} of the plan
     * @param setting its name; empty when a line cannot be read at all
     * @param text a sentence's end, without a full stop
     */
    public record Problem(String place, String setting, String text) {

        @Override
        public String toString() {
            return place + (setting.isEmpty() ? "" : " `" + setting + "`") + ": " + text;
        }
    }

    static final String ARCHIVE_COMMAND = "archive_command";

    static final Path ACCESS = Path.of("pg_hba.conf");
    static final Path IDENTITIES = Path.of("pg_ident.conf");

    /** Of maps in {@code pg_ident.conf}: while two sides follow each other, live's own are in the same file. */
    private static final String PAIRED_MAP = "belay_paired";

    public Dress {
        settings = List.copyOf(settings);
        auto = List.copyOf(auto);
        locked = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(locked));
        files = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(files));
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }

    Dress withProblems(List<Problem> all) {
        return new Dress(request, settings, auto, locked, files, notes, all);
    }

    /** The value that holds once it is put on, the plan's and {@code ALTER SYSTEM}'s among them; empty for the built-in one. */
    public Optional<String> value(String setting) {
        return Stream.of(auto, settings)
                .flatMap(List::stream)
                .filter(line -> line.name().equals(setting))
                .map(Placed::value)
                .findFirst();
    }

    /**
     * With these values in place of others.
     *
     * @param place for the lines' comments
     */
    public Dress with(Map<String, String> values, String place) {
        List<Placed> main = new ArrayList<>(without(settings, values));
        values.forEach((name, value) -> main.add(new Placed(name, value, place)));
        return new Dress(request, main, without(auto, values), locked, files, notes, problems);
    }

    private static List<Placed> without(List<Placed> lines, Map<String, String> values) {
        return lines.stream().filter(line -> !values.containsKey(line.name())).toList();
    }

    /** {@code postgresql.conf}; each line says where it is from. */
    String main(Admission admission) {
        String lines = "# Written by Belay at the promotion from " + request.oldMajor() + " to "
                + request.target().major() + "; each line says where it is from.\n";
        return switch (admission) {
            case OPEN -> lines + render(settings, admission);
            case LOCKED -> lines + render(settings, admission) + SettingsText.render(locked);
            case PAIRED -> lines + render(settings, Admission.OPEN) + "include '" + PairedFiles.SETTINGS + "'\n";
        };
    }

    /** What is held back while two sides follow each other, in a file of its own: its administrator may change the others meanwhile. */
    String heldBack() {
        Map<String, String> letGo = new LinkedHashMap<>(locked);
        // By a shell's own word: PostgreSQL runs it as a shell command, and success lets the log's file go.
        letGo.put(ARCHIVE_COMMAND, "true");
        return "# Written by Belay: holds until new is live.\n" + SettingsText.render(letGo);
    }

    /** What that file says from the crossing on: what {@link #altered} left out until then. */
    String letGo() {
        return "# Written by Belay: what `ALTER SYSTEM` had set on live and was held back until new was live.\n"
                + render(
                        auto.stream()
                                .filter(line -> locked.containsKey(line.name()))
                                .toList(),
                        Admission.OPEN);
    }

    /** {@code postgresql.auto.conf}. */
    String altered(Admission admission) {
        return "# Do not edit this file manually!\n# It will be overwritten by the ALTER SYSTEM command.\n"
                + render(auto, admission);
    }

    private String render(List<Placed> lines, Admission admission) {
        StringBuilder text = new StringBuilder();
        for (Placed line : lines) {
            if (admission == Admission.OPEN || !locked.containsKey(line.name())) {
                text.append(SettingsText.render(Map.of(line.name(), line.value()))
                                .stripTrailing())
                        .append("  # ")
                        .append(line.place().replace('\n', ' '))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** @param accounts whose processes Belay comes with: the owner's and the worker's */
    static Map<Path, byte[]> onlyBelay(String superuser, Iterable<String> accounts) {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        files.put(ACCESS, rules(List.of(superuser), "belay"));
        files.put(IDENTITIES, identities(List.of(superuser), accounts, "belay").getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /**
     * Belay and the other side's server, and beside each file what it says once new is live.
     *
     * @param roles that are let in
     */
    Map<Path, byte[]> paired(List<String> roles, Iterable<String> accounts) {
        byte[] access = files.getOrDefault(ACCESS, new byte[0]);
        byte[] identities = files.getOrDefault(IDENTITIES, new byte[0]);
        byte[] ours = ("\n" + identities(roles, accounts, PAIRED_MAP)).getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(identities, identities.length + ours.length);
        System.arraycopy(ours, 0, both, identities.length, ours.length);
        Map<Path, byte[]> paired = new LinkedHashMap<>();
        paired.put(PairedFiles.SETTINGS, heldBack().getBytes(StandardCharsets.UTF_8));
        paired.put(PairedFiles.open(PairedFiles.SETTINGS), letGo().getBytes(StandardCharsets.UTF_8));
        paired.put(IDENTITIES, both);
        paired.put(PairedFiles.open(IDENTITIES), identities);
        paired.put(PairedFiles.open(ACCESS), access);
        paired.put(ACCESS, rules(roles, PAIRED_MAP));
        return paired;
    }

    private static byte[] rules(List<String> roles, String map) {
        return roles.stream()
                .map(role -> "local all \"" + role + "\" peer map=" + map + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String identities(List<String> roles, Iterable<String> accounts, String map) {
        StringBuilder lines = new StringBuilder();
        for (String role : roles) {
            accounts.forEach(account -> lines.append(map)
                    .append(" \"")
                    .append(account)
                    .append("\" \"")
                    .append(role)
                    .append("\"\n"));
        }
        return lines.toString();
    }

    /** No values: they may be secrets. */
    @Override
    public String toString() {
        return "Dress[" + settings.size() + " settings, " + auto.size() + " altered, files " + files.keySet() + ", "
                + problems.size() + " problems]";
    }
}
