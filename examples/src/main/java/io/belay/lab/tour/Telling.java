package io.belay.lab.tour;

import io.belay.cli.Console;
import io.belay.cli.Fold;
import io.belay.cli.Palette;
import io.belay.lab.Narrator;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Prints the tour: numbered chapters, what is being done, what was found; each line with the seconds since the start. Told by the
 * thread that made it; other threads may add a sentence.
 */
final class Telling implements Narrator {

    private static final int INDENT = 10;

    private final Console console;
    private final Thread teller = Thread.currentThread();
    private final long begin = System.nanoTime();
    private int chapter;
    private volatile boolean ended;

    Telling(Console console) {
        this.console = console;
    }

    /** What the teller still meets while everything is removed around it is of no interest. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    void chapter(String title) {
        chapter++;
        print("");
        print(palette().strong(chapter + ". " + title));
    }

    /** What is being done, in words of a DBA. */
    @Override
    public void says(String sentence) {
        line(sentence);
    }

    /** Hooks of a JVM run side by side, so the tour's own one may come too late. */
    @Override
    public void interrupted() {
        end();
    }

    /** A command that does the same by hand. */
    void command(String text) {
        print(" ".repeat(INDENT) + palette().quiet("$ belay " + text));
    }

    /** What was promised and found true. */
    void good(String sentence) {
        line(palette().good("ok") + "  " + sentence);
    }

    /** A failure that the tour wants to show. */
    void bad(String sentence) {
        line(palette().bad("fails") + "  " + sentence);
    }

    /** A word and a text of one or more lines beside it. */
    void field(String word, String text) {
        List<String> lines = text.strip().lines().toList();
        for (int number = 0; number < lines.size(); number++) {
            String label = String.format(Locale.ROOT, "%-9s", number == 0 ? word : "");
            print(" ".repeat(INDENT) + palette().quiet(label) + lines.get(number));
        }
    }

    void problem(String message, String next) {
        if (isHeard()) {
            console.out().flush();
            console.err().println(palette().bad("the tour stopped") + ": " + message);
            console.err().println("  next: " + next);
            console.err().flush();
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    Palette palette() {
        return console.palette();
    }

    private void line(String text) {
        double seconds = elapsed().toMillis() / 1000.0;
        print(palette().quiet(String.format(Locale.ROOT, "%6.1f s  ", seconds)) + folded(text));
    }

    /** Only on a terminal: what is piped is read by programs, line by line. */
    private String folded(String text) {
        if (!console.interactive()) {
            return text;
        }
        String margin = " ".repeat(INDENT);
        // The first word stands behind the time, which is as wide as the margin.
        return Fold.at("-".repeat(INDENT) + text, console.width(), margin).substring(INDENT);
    }

    private boolean isHeard() {
        return !ended || Thread.currentThread() != teller;
    }

    private void print(String line) {
        if (isHeard()) {
            console.out().println(line);
            console.out().flush();
        }
    }
}
