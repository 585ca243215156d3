package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What goes live was compared row by row, by figures, or by its extents; a schema alone proves no content. */
final class ProofOfContent implements Rule {

    static final ErrorCode CODE = new ErrorCode(1522, TEXT);

    /** By these new's files are the twin's own, so that shared extents prove the content. */
    private static final Set<String> SHARING_MODES = Set.of("link", "clone", "swap");

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        Order order = new Order(plan.stepsOf(false));
        for (Step promote : order.all(Role.PROMOTES)) {
            List<Step> proofs = order.before(promote).stream()
                    .filter(step -> step.is(Role.PROVES_CANDIDATE))
                    .toList();
            boolean shares = order.before(promote).stream()
                    .anyMatch(step -> step.is(Role.UPGRADES) && SHARING_MODES.contains(step.option("mode")));
            if (!proofs.isEmpty() && proofs.stream().noneMatch(proof -> provesContent(proof, shares))) {
                problems.add(problem(plan, proofs.get(proofs.size() - 1), promote));
            }
        }
        return problems;
    }

    private static boolean provesContent(Step proof, boolean shares) {
        String byFiles = proof.with().path("content").path("proof").asText();
        return !proof.option("rows").equals("none")
                || byFiles.equals("read_all")
                || (byFiles.equals("shared_extents") && shares)
                || !proof.with().path("sql").isEmpty();
    }

    private static Problem problem(UpgradePlan plan, Step proof, Step promote) {
        return Problem.error(CODE, new Field(plan, proof, "rows").place(), "no row is compared before `promote`")
                .withSecond(promote.place(), "what goes live here was proven by its schema only")
                .withHelp("write `rows: exact`, or leave `rows` and `content` out");
    }
}
