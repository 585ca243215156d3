package io.belay.workers.process;

import java.nio.file.Path;

/** Runs short commands to their end within the calling thread, or keeps one open to be asked. Thread-safe. */
public interface CommandRunner {

    /**
     * @param transcripts folder that keeps the command's output
     * @param name of the transcript file, without suffix; a number is added when it exists
     * @throws ProcessFailure when the program cannot be started or the transcript not be written
     */
    CommandResult run(Command command, Path transcripts, String name);

    /**
     * Starts a program that stays, to be asked through its standard input. Its deadline is not used: each question has its own.
     *
     * @param transcripts as in {@link #run}
     * @throws ProcessFailure when the program cannot be started or the transcript not be written
     */
    KeptProgram keep(Command command, Path transcripts, String name);

    /** Whether {@link Command.Isolation#NO_NETWORK} is carried out here; where it is not, such commands run with the network. */
    boolean canIsolateNetwork();
}
