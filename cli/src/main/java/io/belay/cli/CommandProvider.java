package io.belay.cli;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Brings further commands, found with {@link java.util.ServiceLoader}. The lab contributes {@code quickstart} this way, so
 * that the command line does not depend on it.
 */
public interface CommandProvider {

    /**
     * @param console where the commands read and write
     * @return picocli commands ({@code @Command}, best with {@link CommandGroup}); each returns the number of its exit code
     */
    List<Callable<Integer>> commands(Console console);
}
