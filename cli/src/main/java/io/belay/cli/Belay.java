package io.belay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a command: prints what there is. Carries the options that every command has. */
@Command(
        name = "belay",
        versionProvider = BelayVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Risk-free PostgreSQL major upgrades: each step is tried first on an instant clone.",
        footer = {
            "",
            "Exit codes: belay help exit-codes. An error code: belay explain BLY-4105.",
            "Start with: belay quickstart, or belay validate PLAN."
        })
final class Belay implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print this help.")
    @SuppressWarnings("unused") // picocli itself acts on it.
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    @SuppressWarnings("unused") // picocli itself acts on it.
    private boolean version;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            scope = ScopeType.INHERIT,
            description = "Colours; auto means on a terminal, unless NO_COLOR is set.")
    @SuppressWarnings("unused") // Decided before parsing, see ColorChoice; here for help and for refusing other words.
    private ColorChoice color = ColorChoice.auto;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "On an unexpected fault print the whole trace.")
    private boolean debug;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.USAGE.number();
    }

    boolean debug() {
        return debug;
    }
}
