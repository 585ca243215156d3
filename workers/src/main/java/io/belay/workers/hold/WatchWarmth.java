package io.belay.workers.hold;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what completing and undoing need before clients wait: a process that has just begun spends most of its first second on that.
 * Only for speed, so what cannot be loaded is left to who needs it.
 */
final class WatchWarmth {

    private static final Logger LOG = LoggerFactory.getLogger(WatchWarmth.class);

    /** That a part of a hold uses. */
    private static final List<String> ROOMS =
            List.of("hold", "live", "postgres", "process", "posix", "storage", "clone", "command", "evidence");

    private static final String PACKAGE = "io/belay/workers/";

    private static final String CLASS = ".class";

    private WatchWarmth() {}

    /** @return how many classes are loaded now */
    static int take() {
        try {
            Path code = Path.of(WatchWarmth.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(code)) {
                return load(code);
            }
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + code.toUri()), Map.of())) {
                return load(jar.getPath("/"));
            }
        } catch (IOException | URISyntaxException notListed) {
            LOG.info("nothing is loaded ahead: {}", notListed.getMessage());
            return 0;
        }
    }

    private static int load(Path code) throws IOException {
        int loaded = 0;
        for (String room : ROOMS) {
            try (Stream<Path> files = Files.walk(code.resolve(PACKAGE + room))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(CLASS)).toList()) {
                    loaded += load(code.relativize(file).toString()) ? 1 : 0;
                }
            }
        }
        return loaded;
    }

    private static boolean load(String file) {
        try {
            Class.forName(file.substring(0, file.length() - CLASS.length()).replace('/', '.'));
            return true;
        } catch (ClassNotFoundException | LinkageError needsMore) {
            return false;
        }
    }
}
