package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.plans.model.DurationText;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.HoldResult;
import io.belay.workers.rehearsal.Pace;
import io.belay.workers.rehearsal.RehearsalClients;
import io.belay.workers.step.RehearsedHolds.Rehearsed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What holds between two clones say of the promotion to come. */
final class RehearsedVerdict {

    private final StepContext context;
    private final Pace pace;
    private final RehearsedHolds holds;

    RehearsedVerdict(StepContext context, Pace pace, RehearsedHolds holds) {
        this.context = context;
        this.pace = pace;
        this.holds = holds;
    }

    StepResult withoutClients() {
        StepResult result = of("without clients, because this host has no PgBouncer to hold them", "", List.of());
        return result.withFindings(List.of(new FindingReport(
                RehearsalErrors.NO_POOLER.text(),
                "warning",
                "promote",
                "holds were rehearsed without clients: this host has no program `pgbouncer`",
                "install PgBouncer on this host",
                "")));
    }

    /** @param wrong with what they wrote, a sentence each */
    StepResult of(RehearsalClients clients, List<String> wrong) {
        String written = clients.acknowledged() + " writes";
        return of(
                written + ", none failed, lost or doubled", "clients: " + pace.words() + "; " + written + "\n", wrong);
    }

    private StepResult of(String unconcerned, String heading, List<String> wrong) {
        String evidence = StepEvidence.write(context, "rehearsed.txt", heading + table(wrong));
        return judged(unconcerned, wrong).withEvidence(evidence);
    }

    private StepResult judged(String unconcerned, List<String> wrong) {
        if (holds.undone().isPresent()) {
            HoldResult hold = holds.undone().get();
            return failed(
                    new ErrorCode(Integer.parseInt(hold.code().replace("BLY-", "")), Fault.valueOf(hold.fault())),
                    "between two clones " + hold.summary(),
                    "look into the evidence of the step; the same would have happened to live's clients");
        }
        if (!wrong.isEmpty()) {
            return failed(
                    RehearsalErrors.CLIENTS_CONCERNED,
                    "clients of the rehearsal were concerned by a hold between two clones: " + String.join("; ", wrong),
                    "keep the run's evidence and report it: nothing like this may happen to clients of live");
        }
        String held = holds.newest().stream().map(RehearsedVerdict::words).collect(Collectors.joining(" and "));
        return holds.fit()
                ? StepResult.succeeded("between two clones clients were held for " + held + "; " + unconcerned, facts())
                : failed(
                        HoldErrors.REHEARSED_TOO_LONG,
                        "between two clones clients were held for " + held + ", in the last of " + RehearsedHolds.ROUNDS
                                + " tries; times the margin that is more than `budget.hold`, "
                                + DurationText.write(holds.budget()),
                        "plan a longer `budget.hold`, or rehearse while the host is less busy");
    }

    private static String words(Rehearsed one) {
        return one.hold().heldMilliseconds() + " ms " + (one.back() ? "back" : "there");
    }

    private StepResult failed(ErrorCode code, String what, String remedy) {
        return StepResult.failed(code, what + ". Live is untouched; the clones are thrown away", remedy, facts());
    }

    /** Of the last round. */
    private Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        for (Rehearsed one : holds.newest()) {
            String hold = one.back() ? "back" : "hold";
            facts.put(hold + "_milliseconds", String.valueOf(one.hold().heldMilliseconds()));
            facts.put(hold + "_slowest_write_milliseconds", String.valueOf(one.slowestWrite()));
        }
        facts.put("holds", String.valueOf(holds.all().size()));
        facts.put("transactions_per_second", String.valueOf(pace.transactionsPerSecond()));
        return facts;
    }

    private String table(List<String> wrong) {
        StringBuilder text = new StringBuilder();
        for (Rehearsed one : holds.all()) {
            text.append('\n')
                    .append(one.back() ? "back to old" : "there, to new")
                    .append(", slowest write ")
                    .append(one.slowestWrite())
                    .append(" ms\n")
                    .append(one.hold().table());
        }
        wrong.forEach(each -> text.append("\nwrong: ").append(each).append('\n'));
        return text.toString();
    }
}
