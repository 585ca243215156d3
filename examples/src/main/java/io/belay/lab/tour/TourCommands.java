package io.belay.lab.tour;

import io.belay.cli.CommandProvider;
import io.belay.cli.Console;
import java.util.List;
import java.util.concurrent.Callable;

/** Brings {@code quickstart} to the command line. */
public final class TourCommands implements CommandProvider {

    @Override
    public List<Callable<Integer>> commands(Console console) {
        return List.of(new QuickstartCommand(console));
    }
}
