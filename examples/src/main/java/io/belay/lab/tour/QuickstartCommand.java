package io.belay.lab.tour;

import io.belay.cli.CommandGroup;
import io.belay.cli.Console;
import io.belay.cli.ExitCode;
import io.belay.cli.dev.SetupFailure;
import io.belay.engine.problem.EngineFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a lab with a real cluster under load and shows on it what Belay does. Leaves nothing unless asked to. */
@Command(
        name = "quickstart",
        description = {
            "Show Belay on a real PostgreSQL cluster under load, made for it and removed again.",
            "Gets what is missing, takes some minutes, touches nothing else on this machine."
        })
@CommandGroup(CommandGroup.Heading.START)
final class QuickstartCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--keep", description = "Leave everything running at the end, and say how to look at it.")
    private boolean keep;

    QuickstartCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Telling telling = new Telling(console);
        try {
            new Tour(telling, console, keep).run();
            return ExitCode.DONE.number();
        } catch (TourStopped stopped) {
            telling.problem(String.valueOf(stopped.getMessage()), stopped.next());
        } catch (SetupFailure failure) {
            telling.problem(
                    failure.code().text() + "  " + failure.getMessage() + "; " + failure.safe(), failure.next());
        } catch (EngineFailure failure) {
            telling.problem(String.valueOf(failure.getMessage()), failure.remedy());
        }
        return ExitCode.UNEXPECTED.number();
    }
}
