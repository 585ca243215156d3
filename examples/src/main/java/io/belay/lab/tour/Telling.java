package io.belay.lab.tour;

import io.belay.cli.Console;
import io.belay.lab.Narrator;
import java.time.Duration;
import java.util.Locale;

/** Prints the tour: numbered chapters, what is being done, what was found; each line with the seconds since the start. */
final class Telling implements Narrator {

    private final Console console;
    private final long begin = System.nanoTime();
    private int chapter;

    Telling(Console console) {
        this.console = console;
    }

    void chapter(String title) {
        chapter++;
        console.out().println();
        console.out().println(console.palette().strong(chapter + ". " + title));
        console.out().flush();
    }

    /** What is being done, in words of a DBA. */
    @Override
    public void says(String sentence) {
        console.out().println(console.palette().quiet(String.format(Locale.ROOT, "%6.1f s  ", seconds())) + sentence);
        console.out().flush();
    }

    /** A command that does the same by hand. */
    void command(String text) {
        console.out().println("          " + console.palette().quiet("$ " + text));
        console.out().flush();
    }

    /** What was promised and found true. */
    void good(String sentence) {
        says(console.palette().good("ok") + "  " + sentence);
    }

    /** A failure that the tour wants to show. */
    void bad(String sentence) {
        says(console.palette().bad("fails") + "  " + sentence);
    }

    /** Text of several lines, indented. */
    void quote(String text) {
        text.lines().forEach(line -> console.out().println("            " + line));
        console.out().flush();
    }

    void problem(String message, String next) {
        console.err().println(console.palette().bad("the tour stopped: ") + message);
        console.err().println("  next: " + next);
        console.err().flush();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private double seconds() {
        return elapsed().toMillis() / 1000.0;
    }
}
