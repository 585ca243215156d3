package io.belay.cli;

import io.belay.cli.init.Summary;
import java.util.List;

/** What {@code belay init} says besides its questions: results on standard output, remarks on standard error. For one thread. */
final class InitReport {

    private static final int HEADING = 10;

    private final Console console;

    InitReport(Console console) {
        this.console = console;
    }

    void notes(List<String> notes) {
        notes.forEach(note -> remark("note", note));
    }

    void summary(List<Summary.Line> lines) {
        lines.forEach(line -> remark(line.heading(), line.text()));
        console.err().println();
        console.err().flush();
    }

    void cautions(List<String> cautions) {
        for (String caution : cautions) {
            remark("look", caution);
        }
    }

    void remark(String heading, String text) {
        console.err()
                .println(line(heading.equals("look") ? console.palette().caution(pad(heading)) : pad(heading), text));
        console.err().flush();
    }

    /** Never folded: it may hold a command. */
    void result(String heading, String text) {
        console.out().println(console.palette().strong(pad(heading)) + text);
        console.out().flush();
    }

    /** Further lines under a heading. */
    void more(String text) {
        console.out().println(" ".repeat(HEADING) + text);
        console.out().flush();
    }

    private String line(String heading, String text) {
        return heading
                + Fold.at(" ".repeat(HEADING) + text, console.width(), " ".repeat(HEADING))
                        .substring(HEADING);
    }

    private static String pad(String heading) {
        return heading + " ".repeat(HEADING - heading.length());
    }
}
