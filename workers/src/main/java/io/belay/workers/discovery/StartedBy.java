package io.belay.workers.discovery;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who starts and stops a server, concluded from what its processes look like. Immutable.
 *
 * @param service the word of the host's file: {@code pg_ctl}, {@code systemd}, {@code pg_ctlcluster}; or {@code patroni}
 * @param name the unit, Debian's {@code MAJOR/NAME}, or empty
 */
public record StartedBy(String service, String name) {

    static final StartedBy BY_HAND = new StartedBy("pg_ctl", "");

    private static final Pattern DEBIAN = Pattern.compile("/etc/postgresql/(\\d+)/([^/]+)/");
    private static final Pattern UNIT = Pattern.compile("([^/]+\\.service)(?:/.*)?$");

    /** A server that a person or a job started by hand stays in the group of whoever did. */
    private static final Pattern SOMEBODYS =
            Pattern.compile("(user@|ssh|cron|atd?\\.|docker|containerd|getty|rc-local|session).*");

    /** @param parent the process that started it, when it still runs */
    static StartedBy of(ProcessEntry server, Optional<ProcessEntry> parent) {
        boolean patroni = parent.map(process -> Stream.concat(Stream.of(process.name()), process.arguments().stream())
                        .anyMatch(word -> word.contains("patroni")))
                .orElse(false);
        if (patroni) {
            return new StartedBy("patroni", "");
        }
        Optional<StartedBy> debian = debian(server.arguments());
        if (debian.isPresent()) {
            return debian.get();
        }
        Matcher unit = UNIT.matcher(server.controlGroup());
        if (unit.find() && !SOMEBODYS.matcher(unit.group(1)).matches()) {
            return new StartedBy("systemd", unit.group(1));
        }
        return BY_HAND;
    }

    private static Optional<StartedBy> debian(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith("config_file=") || argument.startsWith("--config_file="))
                .map(DEBIAN::matcher)
                .filter(Matcher::find)
                .map(found -> new StartedBy("pg_ctlcluster", found.group(1) + "/" + found.group(2)))
                .findFirst();
    }

    /** For a sentence: {@code started by the unit postgresql-17.service}. */
    public String inWords() {
        return switch (service) {
            case "systemd" -> "started by the unit " + name;
            case "pg_ctlcluster" -> "started by pg_ctlcluster " + name.replace('/', ' ');
            case "patroni" -> "started by Patroni";
            default -> "started by hand (pg_ctl)";
        };
    }
}
