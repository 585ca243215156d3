package io.belay.lab.tour;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.cli.Console;
import io.belay.cli.Palette;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is heard of a tour. */
class TellingTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Telling telling = new Telling(new Console(
            new PrintWriter(out),
            new PrintWriter(err),
            new Palette(false),
            false,
            80,
            Map.of(),
            Path.of("").toAbsolutePath()));

    @Test
    void a_tour_that_stops_says_why_and_what_is_next() {
        telling.problem("the lab's script failed", "report this");

        assertThat(err.toString()).contains("the tour stopped: the lab's script failed", "next: report this");
    }

    @Test
    void what_fails_because_its_lab_is_removed_is_not_told() {
        telling.interrupted();

        telling.problem("the lab's script failed", "report this");

        assertThat(err.toString()).isEmpty();
    }
}
