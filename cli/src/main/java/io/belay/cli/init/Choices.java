package io.belay.cli.init;

import io.belay.workers.discovery.FoundCluster;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the files are written from: findings and answers together. Immutable.
 *
 * @param target empty for a plan that upgrades nothing
 * @param approvers persons of {@code group}; none for a plan that nobody has to approve
 * @param work folder for snapshots and clones
 */
public record Choices(
        Situation situation,
        FoundCluster cluster,
        Given given,
        String host,
        String name,
        Shape shape,
        int target,
        String owner,
        String group,
        List<String> approvers,
        String wayBack,
        Optional<Window> window,
        Path work) {

    private static final String USUAL_GROUP = "change-board";

    /** @param opening cron in five fields, or a time */
    public record Window(String opening, String length, String zone) {

        boolean isOnce() {
            return !opening.contains(" ");
        }
    }

    public Choices {
        approvers = List.copyOf(approvers);
    }

    static Choices of(Situation situation, Answers answers, Given given) {
        FoundCluster cluster = answers.cluster(situation.findings());
        String approvers = answers.of("approvers").orElse("");
        int equals = approvers.indexOf('=');
        return new Choices(
                situation,
                cluster,
                given,
                answers.of("host").orElseThrow(),
                answers.of("name").orElseThrow(),
                answers.shape(),
                answers.of("target")
                        .map(Integer::parseInt)
                        .orElseGet(() -> Topics.suggestedTarget(situation.findings(), cluster.major())),
                answers.of("owner").orElseThrow(),
                equals > 0 ? approvers.substring(0, equals).strip() : USUAL_GROUP,
                Arrays.stream(approvers.substring(equals + 1).split(","))
                        .map(String::strip)
                        .filter(person -> !person.isEmpty())
                        .toList(),
                answers.of("way-back").orElse(Answers.NONE),
                answers.hasWindow()
                        ? Optional.of(new Window(
                                answers.of("window").orElseThrow(),
                                answers.of("window-length").orElseThrow(),
                                answers.of("zone").orElseThrow()))
                        : Optional.empty(),
                Path.of(answers.of("work").orElseThrow()));
    }

    /** {@code db1/orders}. */
    public String reference() {
        return host + "/" + name;
    }

    boolean carried(String feature) {
        return situation.carried().test(feature);
    }

    /** Where new may come to be: beside live, in a folder that does not exist yet. */
    Path targetDataDirectory() {
        Path base = cluster.ground().path();
        Path data = cluster.dataDirectory();
        if (!data.startsWith(base) || data.equals(base)) {
            return base.resolve(name + "-" + target).resolve("data");
        }
        String major = String.valueOf(cluster.major());
        Path inside = base.relativize(data);
        String top = inside.getName(0).toString();
        Path at = base.resolve(top.equals(major) ? String.valueOf(target) : top + "-" + target);
        for (int i = 1; i < inside.getNameCount(); i++) {
            String part = inside.getName(i).toString();
            at = at.resolve(part.equals(major) ? String.valueOf(target) : part);
        }
        return inside.getNameCount() == 1 ? at.resolve("data") : at;
    }
}
