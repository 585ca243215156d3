package io.belay.lab.editor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.cli.dev.CacheFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code yaml-language-server} in the lab's cache: one version, and every package that it needs with its integrity, by the lock
 * file beside this test. Fetched once. Stateless.
 */
final class ServerPackage {

    private static final List<String> FILES = List.of("package.json", "package-lock.json");

    private ServerPackage() {}

    /** The program; a test that cannot have it is skipped, and says why. */
    static Path programOrSkip() throws IOException, InterruptedException {
        assumeTrue(runs("node", "--version"), "no Node.js here (package nodejs): no editor's language server runs");
        Path folder = CacheFolder.ofThisMachine().resolve("yaml-language-server-" + pin());
        Path program = folder.resolve("node_modules/yaml-language-server/bin/yaml-language-server");
        if (!Files.exists(program)) {
            assumeTrue(runs("npm", "--version"), "no npm here: the language server cannot be fetched");
            assumeTrue(fetched(folder), "npm could not fetch the language server; it said why above");
        }
        return program;
    }

    /** Beside its place, then moved: of two that race for it both find it whole. */
    private static boolean fetched(Path folder) throws IOException, InterruptedException {
        Path fresh = Files.createTempDirectory(folder.getParent(), "fetching-");
        for (String file : FILES) {
            Files.write(fresh.resolve(file), resource(file));
        }
        // Scripts of packages are not run; what the lock file does not vouch for is refused.
        boolean done = run(fresh, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
        if (done) {
            try {
                Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException taken) {
                done = Files.exists(folder);
            }
        }
        return done;
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return run(Path.of("").toAbsolutePath(), command);
        } catch (IOException missing) {
            return false;
        }
    }

    private static boolean run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }

    private static String pin() throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(resource("package-lock.json"));
            return HexFormat.of().formatHex(digest).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] resource(String file) throws IOException {
        try (InputStream in = ServerPackage.class.getResourceAsStream("/editor/" + file)) {
            if (in == null) {
                throw new IOException("/editor/" + file + " is not among the test resources");
            }
            return in.readAllBytes();
        }
    }
}
