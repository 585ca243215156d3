package io.belay.workers.preflight;

import io.belay.workers.preflight.PreflightPrograms.Questions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether live's files have the form that the target's programs were built for, its checksums are as the plan wants them, and
 * it is a primary in a state from which a clone can be recovered.
 *
 * <p>The target's sizes are asked from {@code postgres -C} with an empty configuration: no cluster has to exist for that, and
 * root may do it too.
 *
 * @see <a href="https://www.postgresql.org/docs/17/app-postgres.html">PostgreSQL 17, postgres -C</a>
 */
final class ControlData implements FindingFamily {

    private static final Set<String> GOOD_STATES = Set.of("in production", "shut down");
    private static final Set<String> STANDBY_STATES = Set.of("in archive recovery", "shut down in recovery");

    @Override
    public String title() {
        return "control data and checksums";
    }

    @Override
    public Questions questions(String emptyConfiguration) {
        return Questions.sizes(emptyConfiguration);
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        List<Finding> found = new ArrayList<>();
        state(context.control().state()).ifPresent(found::add);
        checksums(context.control().checksums(), context.checksums()).ifPresent(found::add);
        found.addAll(sizes(context));
        return found;
    }

    static Optional<Finding> state(String state) {
        if (GOOD_STATES.contains(state)) {
            return Optional.empty();
        }
        String why = STANDBY_STATES.contains(state)
                ? "it is a standby; name its primary in the plan"
                : "let it recover and stop it cleanly, or take the snapshot once it is in production";
        return Optional.of(Finding.blocker(
                PreflightErrors.CLUSTER_STATE, "control data", "the cluster's state is `" + state + "`: " + why));
    }

    /** {@code pg_upgrade} demands the same on both sides; changing it is a thing of its own, with the server stopped. */
    static Optional<Finding> checksums(boolean has, PreflightContext.Checksums wanted) {
        boolean wants = switch (wanted) {
            case SAME -> has;
            case ENABLED -> true;
            case DISABLED -> false;
        };
        if (has == wants) {
            return Optional.empty();
        }
        String now = has ? "enabled" : "disabled";
        String then = has ? "disabled" : "enabled";
        return Optional.of(Finding.blocker(
                        PreflightErrors.CHECKSUMS_DIFFER,
                        "target.checksums",
                        "data checksums are " + now + " in live and shall be " + then
                                + " in new; pg_upgrade keeps them as they are. Write `checksums: same`,"
                                + " or change live first, with the server stopped")
                .withRemedy(
                        "pg_checksums " + (has ? "--disable" : "--enable") + " -D DATA_DIRECTORY",
                        "pg_checksums " + (has ? "--enable" : "--disable") + " -D DATA_DIRECTORY"));
    }

    private static List<Finding> sizes(PreflightContext context) {
        Path empty = emptyConfiguration(context.folder());
        Programs target = new Programs(context, context.target());
        List<Finding> found = new ArrayList<>();
        if (!target.has("postgres")) {
            return found;
        }
        ControlValues live = context.control();
        List<Long> ofLive = List.of(live.blockBytes(), live.walBlockBytes(), live.segmentBlocks());
        for (int i = 0; i < ofLive.size(); i++) {
            size(target, empty, PreflightPrograms.SIZES.get(i), ofLive.get(i)).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Finding> size(Programs target, Path empty, String setting, long ofLive) {
        // Messages of the start may stand beside the answer.
        Optional<String> answer = target.ask(PreflightPrograms.Question.size(setting, empty.toString()))
                .flatMap(printed ->
                        printed.lines().filter(line -> line.matches("\\d+")).findFirst());
        if (answer.isEmpty()) {
            return Optional.of(Finding.warning(
                    PreflightErrors.BUILD_UNKNOWN,
                    setting,
                    "the target's `postgres` does not tell its " + setting
                            + ", so it could not be compared with live's"));
        }
        return compare(setting, ofLive, Long.parseLong(answer.get()));
    }

    static Optional<Finding> compare(String setting, long ofLive, long ofTarget) {
        if (ofLive == ofTarget) {
            return Optional.empty();
        }
        return Optional.of(Finding.blocker(
                PreflightErrors.BUILD_DIFFERS,
                setting,
                "live was built with a " + setting + " of " + ofLive + ", the target's programs with " + ofTarget
                        + "; install a build of the target with live's value"));
    }

    private static Path emptyConfiguration(Path folder) {
        Path empty = folder.resolve(PreflightPrograms.EMPTY_CONFIGURATION);
        try {
            Files.createDirectories(empty);
            Files.writeString(empty.resolve("postgresql.conf"), "");
            Files.writeString(empty.resolve("postgresql.auto.conf"), "");
            return empty;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write in " + folder, e);
        }
    }
}
