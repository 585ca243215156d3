package io.belay.cli;

import io.belay.cli.init.Interview;
import io.belay.cli.init.Question;
import io.belay.cli.init.Summary;
import io.belay.workers.discovery.FoundCluster;
import java.util.List;
import java.util.Optional;

/** Holds an interview: on a terminal by asking, elsewhere from options alone. For one thread. */
final class InitDialogue {

    private final Surroundings surroundings;
    private final InitReport report;

    InitDialogue(Surroundings surroundings, InitReport report) {
        this.surroundings = surroundings;
        this.report = report;
    }

    /**
     * To its end.
     *
     * @param yes whether suggestions are taken without asking
     * @throws CliFailure when an answer is none, or is missing and nobody is there to give it
     */
    Interview hold(Interview begun, boolean yes) {
        refuse(begun);
        Interview interview = yes ? begun.withSuggestions() : begun;
        refuse(interview);
        if (interview.next().isPresent() && (yes || surroundings.keyboard() == Keyboard.NONE)) {
            throw InitFailures.unanswered(interview.open(), yes, surroundings.console());
        }
        boolean asks = interview.next().isPresent();
        Optional<FoundCluster> shown = Optional.empty();
        for (Optional<Question> next = interview.next(); next.isPresent(); next = interview.next()) {
            shown = show(interview, shown);
            interview = ask(interview, next.get());
            refuse(interview);
        }
        show(interview, shown);
        if (asks) {
            surroundings.console().err().println();
        }
        return interview;
    }

    /** The cluster's findings, as soon as it is clear which one is meant. */
    private Optional<FoundCluster> show(Interview interview, Optional<FoundCluster> shown) {
        Optional<FoundCluster> cluster = interview.cluster();
        if (shown.isEmpty()) {
            cluster.map(Summary::of).ifPresent(report::summary);
        }
        return cluster;
    }

    private static void refuse(Interview interview) {
        interview.refusal().ifPresent(why -> {
            throw InitFailures.refused(why);
        });
    }

    private Interview ask(Interview interview, Question question) {
        Console console = surroundings.console();
        console.err().println();
        console.err().println(console.palette().quiet(Fold.at(question.why(), console.width(), "")));
        while (true) {
            String suggested =
                    question.suggested().map(text -> " [" + text + "]").orElse("");
            console.err().print(console.palette().strong(question.text()) + suggested + ": ");
            console.err().flush();
            Optional<String> typed = surroundings.keyboard().line();
            if (typed.isEmpty()) {
                console.err().println();
                throw InitFailures.unanswered(List.of(question), false, console);
            }
            String answer = typed.get().isBlank()
                    ? question.suggested().orElse("")
                    : typed.get().strip();
            Optional<String> refusal = question.refusal(answer);
            if (refusal.isEmpty()) {
                return interview.answered(question, answer);
            }
            console.err().println(console.palette().caution(refusal.get()));
        }
    }
}
