package io.belay.cli;

import io.belay.plans.problem.NearestName;
import io.belay.plans.schema.FileSchema;
import io.belay.plans.schema.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints JSON Schema for editors, made of the grammar of this very version. */
@Command(
        name = "schema",
        description = {
            "Print the JSON Schema by which an editor completes and explains files.",
            "Without a kind: one schema that knows all kinds of file."
        })
@CommandGroup(CommandGroup.Heading.PLANS)
final class SchemaCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "KIND",
            arity = "0..1",
            description = "upgrade-plan, step-list, fleet-plan or host-configuration.")
    private String kind = "";

    @Option(names = "--into", paramLabel = "FOLDER", description = "Write all schemas into a folder instead.")
    private Optional<Path> into = Optional.empty();

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (into.isPresent()) {
            writeAll(console.workingFolder().resolve(into.get()));
        } else if (kind.isEmpty()) {
            console.out().print(Schemas.text(Schemas.ofAll()));
        } else {
            console.out().print(Schemas.text(Schemas.of(named(kind))));
        }
        return ExitCode.DONE.number();
    }

    private FileSchema named(String word) {
        List<String> words =
                Arrays.stream(FileSchema.values()).map(FileSchema::word).toList();
        return FileSchema.find(word)
                .orElseThrow(() -> usage("there is no kind of file `" + word + "`; did you mean `"
                        + NearestName.of(word, words).orElse(String.join("`, `", words)) + "`?"));
    }

    private CommandLine.ParameterException usage(String what) {
        return new CommandLine.ParameterException(spec.commandLine(), what);
    }

    private void writeAll(Path folder) {
        try {
            Files.createDirectories(folder);
            for (FileSchema file : FileSchema.values()) {
                Files.writeString(folder.resolve(file.file()), Schemas.text(Schemas.of(file)));
                console.out().println(folder.resolve(file.file()));
            }
            Files.writeString(folder.resolve(Schemas.OF_ALL), Schemas.text(Schemas.ofAll()));
            console.out().println(folder.resolve(Schemas.OF_ALL));
        } catch (IOException failure) {
            throw usage("`" + folder + "` cannot be written: " + failure.getMessage());
        }
    }
}
