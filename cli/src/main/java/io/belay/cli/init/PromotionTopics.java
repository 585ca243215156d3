package io.belay.cli.init;

import java.util.Optional;

/** Questions about how and when live is changed, for plans that do so. Stateless. */
final class PromotionTopics {

    private PromotionTopics() {}

    static Optional<Question> approvers(Situation situation, Answers answers) {
        if (!answers.shape().promotes()) {
            return Optional.empty();
        }
        return Optional.of(new Question(
                "approvers",
                "Who approves before live is changed",
                "accounts of persons, separated by commas; who starts the run may not approve it",
                Optional.empty(),
                "carol,dave",
                Checks.approvers()));
    }

    static Optional<Question> wayBack(Situation situation, Answers answers) {
        if (!answers.shape().promotes()) {
            return Optional.empty();
        }
        boolean online = answers.shape() == Shape.ONLINE;
        return Optional.of(new Question(
                "way-back",
                "How long must one be able to go back behind the promotion: a time such as 7d, or none",
                "until then new's changes flow to old; with none, what clients write to new is lost by going back",
                Optional.of(online ? "7d" : Answers.NONE),
                "7d",
                Checks.durationOrNone()));
    }

    static Optional<Question> window(Situation situation, Answers answers) {
        if (!answers.shape().promotes()) {
            return Optional.empty();
        }
        return Optional.of(new Question(
                "window",
                "When may it be promoted: cron such as 0 1 * * SAT, a time such as 2026-12-05T01:00, or none",
                "with none it goes on as soon as it is approved",
                Optional.of(Answers.NONE),
                "0 1 * * SAT",
                Checks.window()));
    }

    static Optional<Question> windowLength(Situation situation, Answers answers) {
        if (!answers.hasWindow()) {
            return Optional.empty();
        }
        return Optional.of(new Question(
                "window-length",
                "How long is the window",
                "all of it has to be done, or undone, before its end",
                Optional.of("4h"),
                "4h",
                Checks.duration()));
    }

    static Optional<Question> zone(Situation situation, Answers answers) {
        if (!answers.hasWindow()) {
            return Optional.empty();
        }
        return Optional.of(new Question(
                "zone",
                "In which time zone",
                "a window without one would open at another hour than was approved",
                Optional.of(situation.zone()),
                "Europe/Istanbul",
                Checks.zone()));
    }
}
