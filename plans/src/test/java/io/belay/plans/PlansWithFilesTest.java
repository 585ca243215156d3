package io.belay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.explain.Explanation;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.file.StepListFile;
import io.belay.plans.problem.ProblemRenderer;
import io.belay.plans.problem.Problems;
import io.belay.plans.resolve.ResolvedStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans that name other files: SQL, and lists of steps. */
class PlansWithFilesTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "files");

    private static final Map<String, String> ORDERS = Map.of("cluster", "db1/orders");

    @TempDir
    private Path folder;

    static List<Path> good() {
        return Golden.files("files");
    }

    static List<Path> bad() {
        return Golden.files("files/mistakes");
    }

    static List<Path> badLists() {
        return Golden.files("files/lists");
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_good_plan_resolves_to_this_form_and_reads_as_this_table(Path file) {
        ReadPlan read = read(file);

        assertThat(text(read.problems())).isEmpty();
        Golden.check(file, ".canonical.json", read.canonical().orElseThrow() + "\n");
        Golden.check(
                file,
                ".explain.txt",
                Explanation.of(read.resolved().orElseThrow())
                        .withDefaults(read.defaults())
                        .text(true));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_plan_is_answered_by_this_text(Path file) {
        ReadPlan read = PlanFile.read(Golden.text(file), "orders.plan.yaml", Map.of(), file.getParent());

        Golden.check(file, ".txt", text(read.problems()));
        assertThat(read.problems().sorted())
                .extracting(problem -> problem.code().text())
                .contains("BLY-" + file.getFileName().toString().substring(0, 4));
    }

    @ParameterizedTest
    @MethodSource("badLists")
    void a_bad_step_list_is_answered_by_this_text(Path file) {
        Golden.check(file, ".txt", text(StepListFile.check(Golden.text(file), "build.steps.yaml")));
    }

    @Test
    void a_good_step_list_has_no_problem_by_itself_although_nobody_gave_its_inputs_values_yet() {
        assertThat(text(StepListFile.check(FOLDER.resolve("common/build.steps.yaml"))))
                .isEmpty();
        assertThat(text(StepListFile.check(FOLDER.resolve("common/checked.steps.yaml"))))
                .isEmpty();
    }

    @Test
    void a_comment_in_an_included_list_is_another_plan_for_the_list_was_pinned() throws IOException {
        String list = Golden.text(FOLDER.resolve("common/build.steps.yaml"));
        Files.writeString(folder.resolve("build.steps.yaml"), list + "# looked at\n");

        ReadPlan read = included("");

        assertThat(text(read.problems())).contains("BLY-1102").contains("help: write `sha256: ");
        String pin = text(read.problems()).replaceAll("(?s).*`sha256: ([0-9a-f]{64})`.*", "$1");
        ReadPlan pinned = included(", sha256: " + pin);
        assertThat(text(pinned.problems())).isEmpty();
        Files.writeString(folder.resolve("build.steps.yaml"), list);
        assertThat(text(included(", sha256: " + pin).problems())).contains("BLY-1405");
    }

    private ReadPlan included(String sha256) {
        return PlanFile.read("""
                apiVersion: belay/v1
                kind: UpgradePlan
                metadata: {name: shop-to-17, owner: dba-team@example.com}
                live: {cluster: db1/shop}
                target: {version: 17}
                steps:
                  - preflight
                  - include: {file: build.steps.yaml%s}
                """.formatted(sha256), "shop.plan.yaml", Map.of(), folder);
    }

    @Test
    void a_link_that_leaves_the_folder_is_refused_and_one_that_stays_is_followed() throws IOException {
        Path plans = Files.createDirectory(folder.resolve("plans"));
        Files.writeString(folder.resolve("secret.sql"), "select 1;\n");
        Files.writeString(plans.resolve("own.sql"), "select 2;\n");
        Files.createSymbolicLink(plans.resolve("out.sql"), Path.of("..", "secret.sql"));
        Files.createSymbolicLink(plans.resolve("in.sql"), Path.of("own.sql"));

        assertThat(text(withSql(plans, "out.sql").problems()))
                .contains("error[BLY-1210]: `out.sql` is a link to a file outside the plan's folder");
        assertThat(text(withSql(plans, "in.sql").problems())).isEmpty();
        assertThat(text(withSql(plans, "plans").problems())).contains("BLY-1009");
    }

    @Test
    void the_hash_covers_the_content_of_a_file_of_sql() throws IOException {
        Files.writeString(folder.resolve("a.sql"), "select 1;\n");
        String before = withSql(folder, "a.sql").hash().orElseThrow();
        Files.writeString(folder.resolve("a.sql"), "select 2;\n");

        assertThat(withSql(folder, "a.sql").hash().orElseThrow()).isNotEqualTo(before);
        assertThat(withSql(folder, "a.sql").canonical().orElseThrow())
                .contains("{\"path\":\"a.sql\",\"sha256\":\"ac4396cd")
                .doesNotContain(folder.toString());
    }

    private static ReadPlan withSql(Path folder, String file) {
        return PlanFile.read("""
                apiVersion: belay/v1
                kind: UpgradePlan
                metadata: {name: shop-to-17, owner: dba-team@example.com}
                live: {cluster: db1/shop}
                target: {version: 17}
                steps: [preflight, snapshot, clone, pg_upgrade, {sql: {file: %s, changes: schema}}, verify]
                """.formatted(file), "shop.plan.yaml", Map.of(), folder);
    }

    @Test
    void what_is_only_for_an_online_promotion_is_left_out_of_a_plan_that_goes_offline() {
        Path shop = FOLDER.resolve("shop-of-a-fleet.yaml");
        ReadPlan online = PlanFile.read(shop, ORDERS);
        ReadPlan offline = PlanFile.read(shop, Map.of("cluster", "db1/orders", "mode", "offline"));

        assertThat(online.resolved().orElseThrow().steps())
                .extracting(ResolvedStep::id)
                .contains("publish", "follow");
        assertThat(offline.resolved().orElseThrow().steps())
                .extracting(ResolvedStep::id)
                .doesNotContain("publish", "follow")
                .contains("build.pg_upgrade");
        assertThat(offline.resolved().orElseThrow().steps())
                .noneMatch(step -> step.needs().contains("publish"));
    }

    private static ReadPlan read(Path file) {
        Map<String, String> inputs = file.toString().contains("shop-of-a-fleet") ? ORDERS : Map.of();
        return PlanFile.read(Golden.text(file), "orders.plan.yaml", inputs, file.getParent());
    }

    private static String text(Problems problems) {
        return ProblemRenderer.plain().text(problems);
    }
}
