package io.belay.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Under which heading of {@code belay --help} a command stands, in the order of the headings. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CommandGroup {

    Heading value();

    enum Heading {
        START("Start here"),
        PLANS("Plans"),
        RUNS("Rehearsals and runs"),
        DECISIONS("Decisions about a run"),
        SNAPSHOTS("Snapshots, clones and guards"),
        PARTS("The parts of Belay"),
        HELP("Help");

        private final String text;

        Heading(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
