package io.belay.cli.init;

import io.belay.workers.discovery.Findings;
import io.belay.workers.discovery.FoundCluster;
import io.belay.workers.postgres.Installation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All questions, in the order in which they are asked; each may look at the answers before it. Stateless. */
final class Topics {

    /** The major that is meant when none above live's is installed: the newest that Belay was tried with. */
    private static final int NEWEST = 18;

    private static final int USUAL = 17;

    /** Empty when the answers before make it pointless. */
    @FunctionalInterface
    interface Topic {
        Optional<Question> question(Situation situation, Answers answers);
    }

    static final List<Topic> ALL = List.of(
            Topics::cluster,
            Topics::host,
            Topics::name,
            Topics::shape,
            Topics::target,
            Topics::owner,
            PromotionTopics::approvers,
            PromotionTopics::wayBack,
            PromotionTopics::window,
            PromotionTopics::windowLength,
            PromotionTopics::zone,
            Topics::work);

    private Topics() {}

    private static Optional<Question> cluster(Situation situation, Answers answers) {
        List<FoundCluster> clusters = situation.findings().clusters();
        if (clusters.size() < 2) {
            return Optional.empty();
        }
        String list = IntStream.range(0, clusters.size())
                .mapToObj(i -> (i + 1) + " " + clusters.get(i).dataDirectory() + " ("
                        + clusters.get(i).major() + ")")
                .collect(Collectors.joining(", "));
        return Optional.of(new Question(
                "data-directory",
                "Which cluster",
                "several run here: " + list,
                Optional.empty(),
                clusters.get(0).dataDirectory().toString(),
                text -> Answers.chosen(text, clusters).isPresent()
                        ? Optional.empty()
                        : Optional.of("`" + text + "` is none of them; write a number or the folder")));
    }

    private static Optional<Question> host(Situation situation, Answers answers) {
        return Optional.of(new Question(
                "host",
                "Name of this host",
                "the first half of references such as db1/orders; plans name it, so keep it when the machine is replaced",
                Optional.of(Checks.asName(situation.findings().hostName(), "db1")),
                "db1",
                Checks.name()));
    }

    private static Optional<Question> name(Situation situation, Answers answers) {
        String seen = answers.cluster(situation.findings()).name().orElse("");
        return Optional.of(new Question(
                "name",
                "Name of the cluster",
                "the second half; what people call it",
                Optional.of(Checks.asName(seen, "main")),
                "orders",
                Checks.name()));
    }

    private static Optional<Question> shape(Situation situation, Answers answers) {
        return Optional.of(new Question(
                "for",
                "What for: " + Shape.words(),
                "begin with rehearsal: it changes nothing on live and shows whether the upgrade works",
                Optional.of(Shape.REHEARSAL.word()),
                "offline",
                text -> Shape.of(text).isPresent()
                        ? Optional.empty()
                        : Optional.of("`" + text + "`: write one of " + Shape.words())));
    }

    private static Optional<Question> target(Situation situation, Answers answers) {
        if (!answers.shape().upgrades()) {
            return Optional.empty();
        }
        Findings findings = situation.findings();
        int live = answers.cluster(findings).major();
        String here = findings.installed().stream()
                .map(Installation::major)
                .filter(major -> major > live)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return Optional.of(new Question(
                "target",
                "To which major",
                here.isEmpty()
                        ? "none above " + live + " is installed here yet"
                        : "installed above " + live + ": " + here,
                Optional.of(String.valueOf(suggestedTarget(findings, live))),
                "17",
                text -> text.matches("[1-9]\\d") && Integer.parseInt(text) > live
                        ? Optional.empty()
                        : Optional.of("`" + text + "`: write a major above " + live + ", such as `17`")));
    }

    static int suggestedTarget(Findings findings, int live) {
        return findings.installed().stream()
                .mapToInt(Installation::major)
                .filter(major -> major > live)
                .max()
                .orElse(live < USUAL ? USUAL : Math.max(NEWEST, live + 1));
    }

    private static Optional<Question> owner(Situation situation, Answers answers) {
        return Optional.of(new Question(
                "owner",
                "Who answers for the plan",
                "a person or a team; they are told when nobody else is",
                Optional.of(situation.person()),
                "dba-team@example.com",
                Checks.person()));
    }

    private static Optional<Question> work(Situation situation, Answers answers) {
        FoundCluster cluster = answers.cluster(situation.findings());
        return Optional.of(new Question(
                "work",
                "Folder for snapshots and clones",
                cluster.ground().sharesBlocks()
                        ? "on the cluster's own file system, beside the data, never inside"
                        : "room for several full copies of the cluster",
                Optional.of(cluster.ground().work().toString()),
                "/srv/pg/.belay",
                Checks.place()));
    }
}
