package io.belay.cli;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code -o text|json}, the same for every command that prints something; some know further forms. */
final class OutputOption {

    private static final String TEXT = "text";
    private static final String JSON = "json";

    private final Set<String> further;

    private String form = TEXT;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    OutputOption() {
        this(Set.of());
    }

    private OutputOption(Set<String> further) {
        this.further = new TreeSet<>(further);
    }

    /** For a command that also prints these forms; it names {@link Widened} as its transformer, for the help. */
    static OutputOption with(String... further) {
        return new OutputOption(Set.of(further));
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "For people (default) or for programs; JSON has a format_version.")
    @SuppressWarnings("unused") // picocli calls it.
    private void form(String word) {
        String asked = word.toLowerCase(Locale.ROOT);
        if (!asked.equals(TEXT) && !asked.equals(JSON) && !further.contains(asked)) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "`--output` is `" + all().replace("|", "`, `") + "`, not `" + word + "`");
        }
        form = asked;
    }

    boolean json() {
        return is(JSON);
    }

    boolean is(String word) {
        return form.equals(word);
    }

    private String all() {
        return TEXT + "|" + JSON + (further.isEmpty() ? "" : "|" + String.join("|", further));
    }

    /** Lets the help of a command name all forms that it prints. */
    static final class Widened implements IModelTransformer {

        @Override
        public CommandSpec transform(CommandSpec spec) {
            spec.mixins().values().stream()
                    .map(CommandSpec::userObject)
                    .filter(OutputOption.class::isInstance)
                    .map(OutputOption.class::cast)
                    .findFirst()
                    .ifPresent(output -> label(spec, output.all()));
            return spec;
        }

        private static void label(CommandSpec spec, String label) {
            OptionSpec old = spec.findOption("--output");
            spec.remove(old);
            spec.addOption(OptionSpec.builder(old)
                    .paramLabel(label)
                    .description(
                            "For people (default) or for programs: json, which has a format_version; github annotates"
                                    + " the lines of a change; sarif is for code hosts and editors.")
                    .build());
        }
    }
}
