package io.belay.workers.live;

import io.belay.plans.model.SettingScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides new's dress from what live's files say. Looks at files, changes none. One thread.
 *
 * <p>Order of strength, weakest first: live's files, live's command line, the plan's {@code target.settings}, and {@code ALTER SYSTEM}
 * as far as none of the two before it names the same.
 */
final class DressMaker {

    /** From here on archiving may be a library's business. */
    private static final int ARCHIVE_LIBRARY_SINCE = 15;

    /** Where things are is decided by the host's file and the promotion. */
    private static final Set<String> PLACES = Set.of("config_file", "data_directory", "hba_file", "ident_file", "port");

    private final DressRequest request;
    private final LiveFiles from;
    private final LiveConfiguration live;
    private final List<String> notes = new ArrayList<>();
    private final List<Dress.Problem> problems = new ArrayList<>();
    private final Map<Path, byte[]> files = new LinkedHashMap<>();
    private final MajorChanges changes;

    private DressMaker(DressRequest request, LiveFiles from, LiveConfiguration live) {
        this.request = request;
        this.from = from;
        this.live = live;
        this.changes = new MajorChanges(request, notes, problems);
        problems.addAll(live.problems());
    }

    /** @throws LiveFailure {@code BLY-3670} */
    static Dress make(DressRequest request) {
        LiveFiles from = new LiveFiles(request);
        return new DressMaker(request, from, LiveConfiguration.read(from)).make();
    }

    private Dress make() {
        Map<String, Placed> main = new LinkedHashMap<>();
        Stream.concat(live.files().stream(), live.commandLine().stream()).forEach(setting -> putLast(main, setting));
        Map<String, Placed> auto = new LinkedHashMap<>();
        live.auto().forEach(setting -> putLast(auto, setting));
        live.commandLine().forEach(setting -> auto.remove(setting.name()));
        Map<String, Placed> newMain = carried(main);
        Map<String, Placed> newAuto = carried(auto);
        plansOwn(newMain, newAuto);
        putLast(newMain, new Placed("port", String.valueOf(request.port()), "the host's file"));
        Map<String, Placed> effective = new LinkedHashMap<>(newMain);
        effective.putAll(newAuto);
        secureFiles(effective, newMain, newAuto);
        access();
        sayIfNamed(effective);
        return new Dress(
                request,
                List.copyOf(newMain.values()),
                List.copyOf(newAuto.values()),
                locked(effective),
                files,
                notes,
                problems);
    }

    /** The last of a name wins and stands where the last one stood. */
    private static void putLast(Map<String, Placed> into, Placed setting) {
        into.remove(setting.name());
        into.put(setting.name(), setting);
    }

    private Map<String, Placed> carried(Map<String, Placed> old) {
        Map<String, Placed> carried = new LinkedHashMap<>();
        for (Placed setting : old.values()) {
            if (!PLACES.contains(setting.name())) {
                changes.after(setting).flatMap(this::placed).ifPresent(kept -> putLast(carried, kept));
            }
        }
        return carried;
    }

    /** Paths that lead into live's data directory lead into new's. */
    private Optional<Placed> placed(Placed setting) {
        switch (setting.name()) {
            case "log_directory", "external_pid_file" -> {
                return Optional.of(turned(setting));
            }
            case "unix_socket_directories" -> {
                for (String folder : setting.value().split(",", -1)) {
                    String plain = folder.strip().replace("\"", "");
                    if (plain.startsWith("/") && from.inside(Path.of(plain)).isPresent()) {
                        problems.add(new Dress.Problem(
                                setting.place(),
                                setting.name(),
                                "`" + plain + "` lies in live's data directory, which goes when live is retired;"
                                        + " move the socket, and its clients, to another folder first"));
                    }
                }
                return Optional.of(setting);
            }
            default -> {
                return Optional.of(setting);
            }
        }
    }

    private Placed turned(Placed setting) {
        if (!setting.value().startsWith("/")) {
            return setting;
        }
        return from.inside(Path.of(setting.value()))
                .map(relative ->
                        setting.withValue(request.newData().resolve(relative).toString()))
                .orElse(setting);
    }

    private void plansOwn(Map<String, Placed> main, Map<String, Placed> auto) {
        request.settings().forEach((name, value) -> {
            // Validation refuses these too; a plan that came another way is not believed.
            SettingScope scope = SettingScope.of(name, value);
            if (scope != SettingScope.TUNING) {
                problems.add(new Dress.Problem(
                        "target.settings",
                        name,
                        scope == SettingScope.PLACE
                                ? "where new is stands in the host's file, under `targets`"
                                : "what the server runs or loads is the administrator's to set, not a plan's"));
                return;
            }
            auto.remove(name);
            putLast(main, new Placed(name, value, "target.settings of the plan"));
        });
    }

    /** Certificates and keys inside live's data directory go with it; others are read where they are. */
    private void secureFiles(Map<String, Placed> effective, Map<String, Placed> main, Map<String, Placed> auto) {
        SecureFiles secure = new SecureFiles(from, effective);
        files.putAll(secure.files());
        notes.addAll(secure.notes());
        for (Placed turned : secure.turned()) {
            (auto.containsKey(turned.name()) ? auto : main).put(turned.name(), turned);
        }
    }

    private void access() {
        AccessRules rules = new AccessRules(from, request);
        Map<String, Placed> effective = live.effective();
        rules.carry(file(effective, "hba_file", Dress.ACCESS), Dress.ACCESS);
        Path identities = file(effective, "ident_file", Dress.IDENTITIES);
        if (from.isFile(identities)) {
            rules.carry(identities, Dress.IDENTITIES);
        } else {
            files.put(Dress.IDENTITIES, new byte[0]);
        }
        files.putAll(rules.files());
        notes.addAll(rules.notes());
    }

    private Path file(Map<String, Placed> effective, String setting, Path usual) {
        Placed named = effective.get(setting);
        Path file = live.folder().resolve(named == null ? usual.toString() : named.value());
        if (from.inside(file).isEmpty()) {
            notes.add("`" + file + "` is copied: new's own `" + usual + "` lies in its data directory, and is the one"
                    + " that counts from then on");
        }
        return file;
    }

    /** While only Belay is let in, nothing leaves: no archived log, no job of a scheduler. */
    private Map<String, String> locked(Map<String, Placed> effective) {
        Map<String, String> locked = new LinkedHashMap<>();
        locked.put(Dress.ARCHIVE_COMMAND, "");
        if (request.target().major() >= ARCHIVE_LIBRARY_SINCE && effective.containsKey("archive_library")) {
            locked.put("archive_library", "");
        }
        Placed preloaded = effective.get("shared_preload_libraries");
        if (preloaded != null && preloaded.value().contains("pg_cron")) {
            locked.put("cron.launch_active_jobs", "off");
        }
        return locked;
    }

    private void sayIfNamed(Map<String, Placed> effective) {
        String naming = effective.values().stream()
                .filter(setting -> setting.value().contains(request.oldData() + "/")
                        || setting.value().equals(request.oldData().toString()))
                .map(setting -> "`" + setting.name() + "` (" + setting.place() + ")")
                .collect(Collectors.joining(", "));
        if (!naming.isEmpty()) {
            notes.add("live's data directory is named in " + naming
                    + ": that was left as it is, look at it before live is" + " retired");
        }
        Set<String> lost = new LinkedHashSet<>();
        Stream.of(live.files(), live.commandLine())
                .flatMap(List::stream)
                .forEach(setting -> lost.add(setting.place().replaceFirst(":\\d+$", "")));
        if (lost.size() > 1) {
            notes.add("new has one `postgresql.conf` with what holds from " + String.join(", ", lost));
        }
    }
}
