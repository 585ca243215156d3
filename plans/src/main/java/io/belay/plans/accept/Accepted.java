package io.belay.plans.accept;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.check.Warnings;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.model.Acceptance;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges the warnings of a plan anew: those that the host's policy makes stricter become errors, those that a person accepted are
 * left out, and what is wrong with an acceptance itself is reported. Pure: the day is an argument.
 */
public final class Accepted {

    static final ErrorCode EXPIRED = new ErrorCode(1920, TEXT);
    static final ErrorCode MATCHES_NOTHING = new ErrorCode(1921, TEXT);
    static final ErrorCode NOT_TO_ACCEPT = new ErrorCode(1922, TEXT);

    private final LocalDate today;
    private final Optional<HostConfiguration> host;

    private Accepted(LocalDate today, Optional<HostConfiguration> host) {
        this.today = today;
        this.host = host;
    }

    /**
     * @param today in UTC; an acceptance holds to the end of its day
     * @param host whose policy counts; empty when none is at hand
     */
    public static ReadPlan judge(ReadPlan read, LocalDate today, Optional<HostConfiguration> host) {
        if (read.plan().isEmpty()) {
            return read;
        }
        Problems judged = new Accepted(today, host).problems(read.plan().get(), read.problems());
        return new ReadPlan(
                read.plan(), judged.hasErrors() ? Optional.empty() : read.resolved(), read.defaults(), judged);
    }

    private Problems problems(UpgradePlan plan, Problems found) {
        Problems judged = found.with(List.of());
        List<Problem> open = new ArrayList<>();
        found.sorted().stream().map(this::withPolicy).forEach(open::add);
        List<Problem> accepted = new ArrayList<>();
        for (int i = 0; i < plan.accept().size(); i++) {
            Acceptance acceptance = plan.accept().get(i);
            List<Problem> covered = open.stream()
                    .filter(problem -> covers(acceptance, problem, plan))
                    .toList();
            wrong(acceptance, "accept[" + i + "]", covered, plan.places()).ifPresent(judged::add);
            if (!isExpired(acceptance)) {
                accepted.addAll(covered);
            }
        }
        open.stream().filter(problem -> !accepted.contains(problem)).forEach(judged::add);
        return judged;
    }

    private boolean isStrict(String code) {
        return host.map(HostConfiguration::policy)
                .map(policy -> policy.get(code))
                .isPresent();
    }

    private Problem withPolicy(Problem problem) {
        if (problem.isError() || !isStrict(problem.code().text())) {
            return problem;
        }
        String by = "an error on host " + host.map(HostConfiguration::name).orElse("");
        return new Problem(
                problem.code(),
                Severity.ERROR,
                problem.place(),
                problem.statement(),
                problem.label().isEmpty() ? by : problem.label() + " (" + by + ")",
                problem.second(),
                problem.help());
    }

    private static boolean covers(Acceptance acceptance, Problem problem, UpgradePlan plan) {
        return !problem.isError()
                && problem.code().text().equals(acceptance.code())
                && acceptance
                        .object()
                        .map(object -> isAbout(problem, object, plan))
                        .orElse(true);
    }

    /** The object is what the message names, or the step that it stands at. */
    private static boolean isAbout(Problem problem, String object, UpgradePlan plan) {
        return problem.statement().contains("`" + object + "`")
                || plan.steps().stream()
                        .filter(step -> step.id().equals(object) || step.kind().equals(object))
                        .map(Step::place)
                        .anyMatch(place -> place.line() == problem.place().line()
                                && place.file().equals(problem.place().file()));
    }

    private boolean isExpired(Acceptance acceptance) {
        return today.isAfter(acceptance.until());
    }

    private Optional<Problem> wrong(Acceptance acceptance, String path, List<Problem> covered, Places places) {
        String code = acceptance.code();
        if (code.isEmpty()) {
            return Optional.empty();
        }
        if (isExpired(acceptance)) {
            return Optional.of(Problem.error(
                            EXPIRED,
                            places.of(path + ".until"),
                            "`" + code + "` was accepted by " + acceptance.owner() + " until " + acceptance.until())
                    .withLabel("over since then")
                    .withHelp("have " + acceptance.owner()
                            + " look at it again and write a later day, or delete the item"));
        }
        boolean ofText = code.startsWith("BLY-1");
        boolean ofCluster = code.startsWith("BLY-2");
        if ((ofText && !Warnings.has(code)) || (!ofText && !ofCluster)) {
            return Optional.of(Problem.error(
                            NOT_TO_ACCEPT,
                            places.of(path + ".code"),
                            "`" + code + "` is no warning, and only those can be accepted")
                    .withHelp("delete the item; what can be accepted are warnings of `belay validate`, and findings of"
                            + " preflight, BLY-2xxx"));
        }
        if (isStrict(code)) {
            return Optional.of(Problem.error(
                            NOT_TO_ACCEPT,
                            places.of(path + ".code"),
                            "`" + code + "` is an error on host "
                                    + host.map(HostConfiguration::name).orElse("") + ", and errors cannot be accepted")
                    .withHelp("delete the item; the host's `policy` has the last word"));
        }
        if (ofText && covered.isEmpty()) {
            return Optional.of(Problem.warning(
                            MATCHES_NOTHING,
                            places.of(path + ".code"),
                            "nothing in this plan is a `" + code + "`"
                                    + acceptance
                                            .object()
                                            .map(object -> " of `" + object + "`")
                                            .orElse(""))
                    .withHelp("delete the item: what was accepted is no longer there"));
        }
        return Optional.empty();
    }
}
