package io.belay.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Help on commands, exit codes and environment variables. */
@Command(name = "help", description = "Help on a command, or on: exit-codes, environment.")
@CommandGroup(CommandGroup.Heading.HELP)
final class HelpCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TOPIC", arity = "0..*", description = "A command, exit-codes, or environment.")
    private List<String> topic = List.of();

    HelpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine found = spec.parent().commandLine();
        if (topic.equals(List.of("exit-codes"))) {
            return printExitCodes();
        }
        if (topic.equals(List.of("environment"))) {
            return printEnvironment();
        }
        for (String word : topic) {
            CommandLine next = found.getSubcommands().get(word);
            if (next == null) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "there is no help on `" + String.join(" ", topic) + "`");
            }
            found = next;
        }
        found.usage(console.out());
        return ExitCode.DONE.number();
    }

    private int printExitCodes() {
        Table table = new Table().number("exit").column("meaning");
        for (ExitCode code : ExitCode.values()) {
            table.row(String.valueOf(code.number()), code.meaning());
        }
        return print(table);
    }

    private int printEnvironment() {
        return print(new Table()
                .column("variable")
                .column("meaning")
                .row("BELAY_TEMPORAL_ADDRESS", "Temporal's host:port, when --temporal is not given")
                .row("BELAY_TEMPORAL_NAMESPACE", "Temporal's namespace, when --namespace is not given")
                .row("BELAY_STATE", "state folder of belay dev (else XDG_STATE_HOME/belay/dev)")
                .row("BELAY_INPUT_NAME", "value of a plan's input `name`, when --input does not give it")
                .row("JAVA_HOME", "the JDK to build and run with; else the first from 17 on that is found")
                .row("NO_COLOR", "no colours, whatever the terminal"));
    }

    private int print(Table table) {
        table.lines(console.width(), console.palette()).forEach(console.out()::println);
        return ExitCode.DONE.number();
    }
}
