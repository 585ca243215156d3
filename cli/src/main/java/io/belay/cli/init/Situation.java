package io.belay.cli.init;

import io.belay.workers.discovery.Findings;
import java.time.LocalDate;
import java.util.function.Predicate;

/**
 * What questions are asked from: this host, and who asks. Immutable.
 *
 * @param person who runs the command
 * @param account that a worker started here would run as
 * @param zone of this machine
 * @param today for the first line of the files
 * @param carried whether workers at hand carry out a feature such as {@code step.window}
 */
public record Situation(
        Findings findings, String person, String account, String zone, LocalDate today, Predicate<String> carried) {

    public Situation {
        person = Checks.PERSON.matcher(person).matches() ? person : Checks.asName(person, "dba");
    }
}
