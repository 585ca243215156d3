package io.belay.cli;

import io.belay.cli.dev.SetupFailure;
import io.belay.engine.problem.EngineFailure;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problems;
import io.belay.workers.discovery.Discovery;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** All commands with their surroundings, and how their failures become messages and exit codes. Stateless. */
final class CommandTree {

    private CommandTree() {}

    /** All commands. */
    static CommandLine of(Surroundings surroundings) {
        CommandLine tree = new CommandLine(new Belay());
        commands(surroundings).forEach(command -> tree.addSubcommand(whole(command, surroundings)));
        tree.addSubcommand(cloning(surroundings));
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            provider.commands(surroundings.console()).forEach(tree::addSubcommand);
        }
        return ready(tree, surroundings.console());
    }

    /**
     * The one command that the first argument names; all of them when it names none, or asks for help. Looking at thirty classes
     * for options takes a third of the time of a short command.
     */
    static CommandLine forArguments(Surroundings surroundings, String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        return commands(surroundings).stream()
                .filter(command -> !(command instanceof HelpCommand))
                .filter(command ->
                        command.getClass().getAnnotation(Command.class).name().equals(first))
                .findFirst()
                .map(command -> ready(
                        new CommandLine(new Belay()).addSubcommand(whole(command, surroundings)),
                        surroundings.console()))
                .orElseGet(() -> of(surroundings));
    }

    private static CommandLine ready(CommandLine tree, Console console) {
        OutputOption.nameForms(tree);
        tree.setOut(console.out());
        tree.setErr(console.err());
        tree.setColorScheme(
                CommandLine.Help.defaultColorScheme(console.palette().on() ? Ansi.ON : Ansi.OFF));
        tree.setUsageHelpWidth(Math.max(80, Math.min(console.width(), 120)));
        tree.setCaseInsensitiveEnumValuesAllowed(true);
        tree.setExecutionExceptionHandler((failure, commandLine, parsed) -> onFailure(failure, tree, parsed, console));
        tree.setParameterExceptionHandler((failure, arguments) -> onUsage(failure, console));
        tree.getHelpSectionMap()
                .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new GroupedCommands());
        tree.getHelpSectionMap().remove(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        return tree;
    }

    /** With the commands below it. */
    private static CommandLine whole(Callable<Integer> command, Surroundings surroundings) {
        CommandLine line = new CommandLine(command);
        if (command instanceof EngineCommand) {
            line.addSubcommand(new EngineReplayCommand(surroundings.console()));
        }
        if (command instanceof LedgerCommand) {
            line.addSubcommand(new LedgerRebuildCommand(surroundings));
        }
        if (command instanceof EvidenceCommand) {
            line.addSubcommand(new EvidenceVerifyCommand(surroundings));
        }
        return line;
    }

    private static CommandLine cloning(Surroundings surroundings) {
        return new CommandLine(new CloneCommand(surroundings))
                .addSubcommand(new CloneConnectCommand(surroundings))
                .addSubcommand(new CloneListCommand(surroundings))
                .addSubcommand(new CloneDropCommand(surroundings));
    }

    /** The one list of commands; its order is the order in the help. */
    private static List<Callable<Integer>> commands(Surroundings surroundings) {
        return List.of(
                new InitCommand(surroundings, wanted -> new Discovery(wanted).look()),
                new ValidateCommand(surroundings.console()),
                new ExplainCommand(surroundings.console()),
                new PlanCommand(surroundings),
                new DiffCommand(surroundings),
                new FormatCommand(surroundings.console(), System.in),
                new ReviewCommand(surroundings),
                new GraphCommand(surroundings.console()),
                new SchemaCommand(surroundings.console()),
                new RehearseCommand(surroundings),
                new ApplyCommand(surroundings),
                new WatchCommand(surroundings),
                new StatusCommand(surroundings),
                new LogsCommand(surroundings),
                new LedgerCommand(surroundings),
                new ReportCommand(surroundings),
                new EvidenceCommand(),
                new ApproveCommand(surroundings),
                new RejectCommand(surroundings),
                new RetryCommand(surroundings),
                new RollbackCommand(surroundings),
                new SkipCommand(surroundings),
                new PauseCommand(surroundings),
                new ResumeCommand(surroundings),
                new ExtendCommand(surroundings),
                new AbortCommand(surroundings),
                new RetireCommand(surroundings),
                new SnapshotsCommand(surroundings),
                new GuardCommand(surroundings),
                new UnguardCommand(surroundings),
                new DevCommand(surroundings),
                new WorkerCommand(surroundings.console()),
                new EngineCommand(surroundings.console()),
                new WebCommand(surroundings),
                new DoctorCommand(surroundings),
                new HelpCommand(surroundings.console()));
    }

    private static int onUsage(CommandLine.ParameterException failure, Console console) {
        Optional<CliFailure> noName = Failures.noFileName(typed(failure), console);
        if (noName.isPresent()) {
            FailureReport.print(noName.get(), false, console);
            return noName.get().exit().number();
        }
        CommandLine command = failure.getCommandLine();
        console.err().println(console.palette().bad("error") + ": " + notUnderstood(failure));
        console.err()
                .println("  " + console.palette().quiet("next") + "  "
                        + console.command()
                        + command.getCommandSpec().qualifiedName().substring("belay".length()) + " --help");
        console.err().flush();
        return ExitCode.USAGE.number();
    }

    /** What of the command line is not understood; empty when it is not about one word of it. */
    private static String typed(CommandLine.ParameterException failure) {
        return failure instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().get(0)
                : Objects.requireNonNullElse(failure.getValue(), "");
    }

    private static String notUnderstood(CommandLine.ParameterException failure) {
        if (!(failure instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return String.valueOf(failure.getMessage());
        }
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        String first = unmatched.getUnmatched().get(0);
        String what = first.startsWith("-")
                ? "`" + command.qualifiedName() + "` has no option `" + first + "`"
                : command.parent() == null
                        ? "there is no command `" + first + "`"
                        : "`" + command.qualifiedName() + "` takes no `" + first + "` here";
        return NearestName.of(first, names(command))
                .map(near -> what + "; did you mean `" + near + "`?")
                .orElse(what);
    }

    private static List<String> names(CommandSpec command) {
        List<String> names = new ArrayList<>(command.subcommands().keySet());
        command.options().forEach(option -> names.add(option.longestName()));
        return names;
    }

    private static int onFailure(Exception failure, CommandLine tree, ParseResult parsed, Console console) {
        boolean debug = tree.<Belay>getCommand().debug();
        if (failure instanceof PlanArgument.InvalidPlan invalid) {
            return onInvalid(invalid.problems(), wantsJson(parsed), console);
        }
        CliFailure report = report(failure, console);
        FailureReport.print(report, wantsJson(parsed), console);
        if (debug) {
            failure.printStackTrace(console.err());
            console.err().flush();
        }
        return report.exit().number();
    }

    private static int onInvalid(Problems problems, boolean json, Console console) {
        if (json) {
            console.out().println(PlanArgument.json(problems));
        } else {
            PlanArgument.print(problems, console);
            console.err().println();
            console.err().println(ValidateCommand.counted(problems.errors(), "error") + "; nothing was started");
            console.err().flush();
        }
        return ExitCode.ofInvalid(problems).number();
    }

    private static CliFailure report(Exception failure, Console console) {
        if (failure instanceof CliFailure known) {
            return known;
        }
        if (failure instanceof EngineFailure engine) {
            return EngineFailures.of(engine, console);
        }
        if (failure instanceof SetupFailure setup) {
            return new CliFailure(ExitCode.UNEXPECTED, setup.code(), setup.what(), setup.safe(), setup.next());
        }
        if (failure instanceof InvalidPathException name) {
            return Failures.noFileName(name.getInput(), console).orElseGet(() -> unexpected(failure));
        }
        return unexpected(failure);
    }

    private static CliFailure unexpected(Exception failure) {
        String text = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new CliFailure(
                        ExitCode.UNEXPECTED,
                        CliErrors.UNEXPECTED,
                        "unexpected: " + text,
                        "runs in Temporal go on without this command",
                        "the same command with --debug prints the trace; belay doctor checks the parts")
                .causedBy(failure);
    }

    private static boolean wantsJson(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.commandSpec().mixins().values().stream()
                .map(CommandSpec::userObject)
                .anyMatch(option -> option instanceof OutputOption output && output.json());
    }
}
