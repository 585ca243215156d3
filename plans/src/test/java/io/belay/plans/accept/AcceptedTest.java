package io.belay.plans.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.Golden;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.problem.ProblemRenderer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person accepts, until when, and who has the last word. */
class AcceptedTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    static List<Path> files() {
        return Golden.files("accept");
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_plan_that_accepts_is_answered_by_this_text(Path file) {
        Optional<HostConfiguration> host =
                file.toString().contains("stricter-host") ? Optional.of(host()) : Optional.empty();

        ReadPlan judged = Accepted.judge(read(file), TODAY, host);

        Golden.check(file, ".txt", ProblemRenderer.plain().text(judged.problems()));
        assertThat(judged.resolved().isEmpty()).isEqualTo(judged.problems().hasErrors());
    }

    @Test
    void an_acceptance_holds_to_the_end_of_its_day() {
        ReadPlan plan = read(file("accepted"));

        assertThat(Accepted.judge(plan, LocalDate.of(2026, 11, 21), Optional.empty())
                        .problems()
                        .isEmpty())
                .isTrue();
        assertThat(Accepted.judge(plan, LocalDate.of(2026, 11, 22), Optional.empty())
                        .problems()
                        .hasErrors())
                .isTrue();
    }

    @Test
    void what_is_accepted_changes_no_step_and_is_part_of_the_hash() {
        ReadPlan plan = read(file("accepted"));

        assertThat(Accepted.judge(plan, TODAY, Optional.empty()).hash()).isEqualTo(plan.hash());
        assertThat(plan.canonical().orElseThrow()).contains("\"accept\":[{\"code\":\"BLY-1504\"");
    }

    @Test
    void a_stricter_host_turns_a_warning_into_an_error_and_leaves_all_others() {
        ReadPlan plan = PlanFile.read(
                Golden.text(file("accepted")).replaceAll("(?s)accept:.*?steps:", "steps:"), "x", Map.of());

        ReadPlan judged = Accepted.judge(plan, TODAY, Optional.of(host()));

        assertThat(plan.problems().errors()).isZero();
        assertThat(judged.problems().sorted())
                .extracting(problem -> problem.severity().word() + " " + problem.code())
                .containsExactly("warning BLY-1504", "error BLY-1514");
    }

    private static HostConfiguration host() {
        return HostFile.read(Golden.text(Path.of("src/test/resources/hosts/db1.yaml")), "db1.host.yaml")
                .configuration()
                .orElseThrow();
    }

    private static Path file(String name) {
        return Path.of("src", "test", "resources", "accept", name + ".yaml");
    }

    private static ReadPlan read(Path file) {
        return PlanFile.read(Golden.text(file), "orders.plan.yaml", Map.of());
    }
}
