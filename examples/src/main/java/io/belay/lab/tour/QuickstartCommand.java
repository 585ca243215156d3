package io.belay.lab.tour;

import io.belay.cli.CliFailure;
import io.belay.cli.CommandGroup;
import io.belay.cli.Console;
import io.belay.cli.ExitCode;
import io.belay.cli.dev.SetupFailure;
import io.belay.engine.problem.EngineFailure;
import io.belay.lab.LabSweep;
import java.util.List;
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

    @Option(names = "--remove", description = "Only stop and remove what `quickstart --keep` has left running.")
    private boolean remove;

    QuickstartCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Telling telling = new Telling(console);
        return remove ? removeKept(telling) : show(telling);
    }

    private int removeKept(Telling telling) {
        List<String> left = LabSweep.abandoned(true, telling);
        left.forEach(telling::bad);
        if (left.isEmpty()) {
            telling.good("nothing of an earlier quickstart is left");
        }
        return (left.isEmpty() ? ExitCode.DONE : ExitCode.UNEXPECTED).number();
    }

    /** What an interrupted tour meets while everything is removed around it is no fault. */
    private int show(Telling telling) {
        try {
            return tell(telling);
        } catch (RuntimeException failure) {
            if (telling.isEnded()) {
                return ExitCode.INTERRUPTED.number();
            }
            throw failure;
        }
    }

    private int tell(Telling telling) {
        try {
            new Tour(telling, console, keep).run();
            return ExitCode.DONE.number();
        } catch (TourStopped stopped) {
            String next = keep
                    ? stopped.next()
                    : "everything was removed; to look into it: " + console.command() + " quickstart --keep, then "
                            + stopped.next();
            telling.problem(String.valueOf(stopped.getMessage()), next);
        } catch (CliFailure refused) {
            telling.problem(refused.code() + " " + refused.what() + "; " + refused.safe(), refused.next());
            return refused.exit().number();
        } catch (SetupFailure failure) {
            telling.problem(failure.code().text() + " " + failure.what() + "; " + failure.safe(), failure.next());
        } catch (EngineFailure failure) {
            telling.problem(String.valueOf(failure.getMessage()), failure.remedy());
        }
        return ExitCode.UNEXPECTED.number();
    }
}
