package io.belay.workers.hold;

import io.belay.plans.model.HostPooler.ByPrograms;
import io.belay.plans.model.HostProgram;
import io.belay.workers.process.CommandRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The programs of the host's file by which clients are held. Immutable, without secrets.
 *
 * @param name of the pooler
 * @param host its name
 */
public record ProgramsAddress(String name, String host, Program pause, Program repoint, Program resume, Program check)
        implements PoolerAddress {

    /**
     * One of them, as the host's file describes it: called without arguments.
     *
     * @param name as the file spells it
     * @param sha256 of its file: another content is not run
     * @param texts environment as the file writes it out
     * @param secrets environment that is revealed for the program alone
     */
    public record Program(
            String name,
            Path path,
            String sha256,
            String runAs,
            Map<String, String> texts,
            Map<String, Secret> secrets) {

        public Program {
            texts = Map.copyOf(texts);
            secrets = Map.copyOf(secrets);
        }

        private static Program of(HostProgram described) {
            Map<String, String> texts = new TreeMap<>();
            Map<String, Secret> secrets = new TreeMap<>();
            described.environment().forEach((name, value) -> {
                value.text().ifPresent(text -> texts.put(name, text));
                value.secret().ifPresent(secret -> secrets.put(name, Secret.of(secret)));
            });
            return new Program(
                    described.name(), described.path(), described.sha256(), described.runAs(), texts, secrets);
        }
    }

    static ProgramsAddress of(String name, ByPrograms by, String host, List<HostProgram> programs) {
        return new ProgramsAddress(
                name,
                host,
                program(by.pause(), programs),
                program(by.repoint(), programs),
                program(by.resume(), programs),
                program(by.check(), programs));
    }

    private static Program program(String name, List<HostProgram> programs) {
        return programs.stream()
                .filter(program -> program.name().equals(name))
                .findFirst()
                .map(Program::of)
                // The reader of the file refuses one that names what it does not describe.
                .orElseThrow(() -> new IllegalStateException("the host's file describes no program " + name));
    }

    @Override
    public List<Secret> secrets() {
        return Stream.of(pause, repoint, resume, check)
                .flatMap(program -> program.secrets().values().stream())
                .toList();
    }

    @Override
    public Pooler open(Path psql, Path folder, CommandRunner commands) {
        return new ProgramPooler(this, folder, commands);
    }
}
