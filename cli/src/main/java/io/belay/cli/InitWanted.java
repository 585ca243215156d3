package io.belay.cli;

import io.belay.workers.discovery.Wanted;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Which cluster is meant and how it is asked, for those that are not to be found by themselves. */
final class InitWanted {

    @Option(names = "--data-directory", paramLabel = "FOLDER", description = "Of the cluster, when several run here.")
    private Optional<Path> dataDirectory = Optional.empty();

    @Option(names = "--socket", paramLabel = "FOLDER", description = "Of the cluster's socket, when it is not found.")
    private Optional<Path> socket = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "Of the cluster; of several the one that has it.")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--user",
            paramLabel = "ROLE",
            description = "Role to ask the cluster as, now and from the worker (default: belay, else its owner now).")
    private Optional<String> user = Optional.empty();

    @Option(names = "--pgpass", paramLabel = "FILE", description = "Password file of that role, in libpq's format.")
    private Optional<Path> passwords = Optional.empty();

    @Option(
            names = "--postgres",
            paramLabel = "BIN",
            split = ",",
            description = "Folders with the programs of majors that lie in no usual place.")
    private List<Path> programs = List.of();

    Wanted toWanted(Path workingFolder) {
        return new Wanted(
                dataDirectory.map(workingFolder::resolve),
                socket.map(workingFolder::resolve),
                port.map(OptionalInt::of).orElse(OptionalInt.empty()),
                user,
                passwords(workingFolder),
                programs.stream().map(workingFolder::resolve).toList());
    }

    Optional<Path> dataDirectory() {
        return dataDirectory;
    }

    Optional<String> user() {
        return user;
    }

    Optional<Path> passwords(Path workingFolder) {
        return passwords.map(workingFolder::resolve).map(Path::normalize);
    }
}
