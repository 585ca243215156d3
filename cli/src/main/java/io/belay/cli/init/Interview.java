package io.belay.cli.init;

import io.belay.workers.discovery.FoundCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dialogue as a state: what was answered, and therefore which question comes next. Immutable. */
public final class Interview {

    private final Situation situation;
    private final Answers answers;

    private Interview(Situation situation, Answers answers) {
        this.situation = situation;
        this.answers = answers;
    }

    /** @param given answers from the command line, by option; they are checked when their question comes */
    public static Interview begin(Situation situation, Map<String, String> given) {
        return new Interview(situation, new Answers(given));
    }

    /** Empty when everything is answered. */
    public Optional<Question> next() {
        return Topics.ALL.stream()
                .flatMap(topic -> topic.question(situation, answers).stream())
                .filter(question -> !answers.has(question.option()))
                .findFirst();
    }

    /** The first answer from the command line that is none, with the reason. */
    public Optional<String> refusal() {
        return Topics.ALL.stream()
                .flatMap(topic -> topic.question(situation, answers).stream())
                .flatMap(question -> answers.of(question.option()).flatMap(question::refusal).stream()
                        .map(why -> "--" + question.option() + " " + why))
                .findFirst();
    }

    /** @throws IllegalArgumentException when the text is no answer to it; ask the question first */
    public Interview answered(Question question, String text) {
        question.refusal(text).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        return new Interview(situation, answers.with(question.option(), text));
    }

    /** Every suggestion taken; what has none is left open. */
    public Interview withSuggestions() {
        Answers taken = answers;
        for (Topics.Topic topic : Topics.ALL) {
            Optional<Question> question = topic.question(situation, taken);
            if (question.isPresent() && !taken.has(question.get().option())) {
                Answers before = taken;
                taken = question.get()
                        .suggested()
                        .map(text -> before.with(question.get().option(), text))
                        .orElse(before);
            }
        }
        return new Interview(situation, taken);
    }

    /** What would be asked if every suggestion were taken. */
    public List<Question> open() {
        List<Question> open = new ArrayList<>();
        Answers taken = answers;
        for (Topics.Topic topic : Topics.ALL) {
            Optional<Question> question = topic.question(situation, taken);
            if (question.isPresent() && !taken.has(question.get().option())) {
                open.add(question.get());
                Answers before = taken;
                taken = question.get()
                        .suggested()
                        .map(text -> before.with(question.get().option(), text))
                        .orElse(before);
            }
        }
        return open;
    }

    /** The cluster that is meant; empty while that is still a question. */
    public Optional<FoundCluster> cluster() {
        boolean open =
                next().map(Question::option).filter("data-directory"::equals).isPresent();
        return open ? Optional.empty() : Optional.of(answers.cluster(situation.findings()));
    }

    /** @throws IllegalStateException when something is still open */
    public Choices choices(Given given) {
        next().ifPresent(question -> {
            throw new IllegalStateException("`--" + question.option() + "` is open");
        });
        return Choices.of(situation, answers, given);
    }
}
