package io.belay.workers.live;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The register's entry of one cluster as its file has it: plain texts and numbers. Immutable.
 *
 * @param format 1
 * <p>In an old one an empty text stands for what there is not: a WAL directory of its own, the time of its removal.
 *
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RegisterEntry(
        int format,
        String cluster,
        int major,
        String dataDirectory,
        int port,
        String systemIdentifier,
        String run,
        String since,
        Named saidByHostFile,
        List<Old> old) {

    static final int FORMAT = 1;

    record Named(String dataDirectory, int port) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Old(
            String replacedBy,
            String until,
            int major,
            String systemIdentifier,
            String checkpoint,
            String root,
            String dataDirectory,
            String walDirectory,
            Map<String, String> tablespaces,
            int port,
            String retired) {}

    static RegisterEntry of(String cluster, LiveNow now) {
        return new RegisterEntry(
                FORMAT,
                cluster,
                now.major(),
                now.dataDirectory().toString(),
                now.port(),
                now.systemIdentifier(),
                now.run(),
                now.since().toString(),
                new Named(
                        now.saidByHostFile().dataDirectory().toString(),
                        now.saidByHostFile().port()),
                now.old().stream().map(RegisterEntry::old).toList());
    }

    private static Old old(OldLive old) {
        Map<String, String> tablespaces = new LinkedHashMap<>();
        old.tablespaces().forEach((name, place) -> tablespaces.put(name, place.toString()));
        return new Old(
                old.replacedBy(),
                old.until().toString(),
                old.major(),
                old.systemIdentifier(),
                old.checkpoint(),
                old.root().toString(),
                old.dataDirectory().toString(),
                old.walDirectory().map(Path::toString).orElse(""),
                tablespaces,
                old.port(),
                old.retired().map(Instant::toString).orElse(""));
    }

    /** @throws RuntimeException of any kind when a value is not what it has to be */
    LiveNow toLiveNow() {
        if (format != FORMAT) {
            throw new IllegalArgumentException("format " + format + " is not known to this version");
        }
        return new LiveNow(
                major,
                absolute(dataDirectory),
                port,
                systemIdentifier,
                run,
                Instant.parse(since),
                new LiveNow.Named(absolute(saidByHostFile.dataDirectory()), saidByHostFile.port()),
                old.stream().map(RegisterEntry::toOldLive).toList());
    }

    private static OldLive toOldLive(Old old) {
        Map<String, Path> tablespaces = new LinkedHashMap<>();
        old.tablespaces().forEach((name, place) -> tablespaces.put(name, absolute(place)));
        return new OldLive(
                old.replacedBy(),
                Instant.parse(old.until()),
                old.major(),
                old.systemIdentifier(),
                old.checkpoint(),
                absolute(old.root()),
                absolute(old.dataDirectory()),
                old.walDirectory().isEmpty() ? Optional.empty() : Optional.of(absolute(old.walDirectory())),
                tablespaces,
                old.port(),
                old.retired().isEmpty() ? Optional.empty() : Optional.of(Instant.parse(old.retired())));
    }

    private static Path absolute(String text) {
        Path path = Path.of(text);
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + text);
        }
        return path;
    }
}
