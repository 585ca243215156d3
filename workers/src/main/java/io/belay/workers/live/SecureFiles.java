package io.belay.workers.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Certificates, keys and revocation lists that live's settings name: those inside its data directory are carried over to the same
 * relative path, the others stay where they are. One thread.
 *
 * @see <a href="https://www.postgresql.org/docs/17/runtime-config-connection.html#RUNTIME-CONFIG-CONNECTION-SSL">PostgreSQL 17, SSL</a>
 */
final class SecureFiles {

    /** Names of files, with what holds when nothing is said; relative ones begin at the data directory. */
    private static final Map<String, String> FILES = Map.of(
            "ssl_cert_file", "server.crt",
            "ssl_key_file", "server.key",
            "ssl_ca_file", "",
            "ssl_crl_file", "",
            "ssl_dh_params_file", "",
            "krb_server_keyfile", "");

    private static final String REVOKED = "ssl_crl_dir";

    private static final Set<String> YES = Set.of("on", "true", "yes", "1", "t", "y");

    private final LiveFiles from;
    private final Map<Path, byte[]> files = new LinkedHashMap<>();
    private final List<Placed> turned = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    SecureFiles(LiveFiles from, Map<String, Placed> effective) {
        this.from = from;
        boolean encrypts = Optional.ofNullable(effective.get("ssl"))
                .filter(ssl -> YES.contains(ssl.value().toLowerCase(java.util.Locale.ROOT)))
                .isPresent();
        FILES.forEach((name, usual) -> {
            Placed said = effective.get(name);
            if (said != null) {
                look(said);
            } else if (encrypts && !usual.isEmpty()) {
                carry(from.data().resolve(usual), Path.of(usual));
            }
        });
        Optional.ofNullable(effective.get(REVOKED)).ifPresent(this::look);
    }

    /** Content by path relative to the data directory. */
    Map<Path, byte[]> files() {
        return files;
    }

    /** Settings whose value had to be turned. */
    List<Placed> turned() {
        return turned;
    }

    List<String> notes() {
        return notes;
    }

    private void look(Placed setting) {
        if (setting.value().isEmpty()) {
            return;
        }
        // Keytabs may be named with their kind.
        String prefix = setting.value().startsWith("FILE:") ? "FILE:" : "";
        Path named = from.data().resolve(setting.value().substring(prefix.length()));
        Optional<Path> inside = from.inside(named);
        if (inside.isEmpty()) {
            notes.add("`" + named + "` stays where it is; `" + setting.name() + "` names it");
            return;
        }
        carry(named, inside.get());
        if (setting.value().startsWith("/") || !prefix.isEmpty()) {
            turned.add(setting.withValue(inside.get().toString()));
        }
    }

    /** What is not there is not carried: the target's own start says whether it is missed. */
    private void carry(Path known, Path relative) {
        if (from.isFile(known)) {
            files.put(relative, from.content(known));
        } else if (from.isFolder(known)) {
            from.list(known).stream()
                    .filter(from::isFile)
                    .forEach(part ->
                            files.put(relative.resolve(String.valueOf(part.getFileName())), from.content(part)));
        }
    }
}
