package io.belay.plans.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.belay.plans.Golden;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever there is to say, the log is one that readers of SARIF take. */
class ProblemSarifTest {

    private static final List<String> ODD_NAMES = List.of(
            "a, 100%.plan.yaml",
            "a:b.plan.yaml",
            "../up.plan.yaml",
            "/abs olute/ünï.plan.yaml",
            "esc\u001b[31m\n.plan.yaml",
            "q?#x.plan.yaml",
            "wide-\uD83D\uDC18.plan.yaml",
            "undecodable-\uFFFD.plan.yaml");

    private final JsonSchema schema = schema();

    @Test
    void every_mistake_of_the_corpus_makes_a_log_of_that_form() {
        List<Problems> all = Stream.concat(
                        Golden.files("mistakes/plan").stream()
                                .map(file -> PlanFile.read(Golden.text(file), "plans/orders.plan.yaml", Map.of())
                                        .problems()),
                        Golden.files("mistakes/host").stream()
                                .map(file -> HostFile.read(Golden.text(file), "db1.host.yaml")
                                        .problems()))
                .toList();

        assertThat(all).hasSizeGreaterThan(150);
        all.forEach(problems -> requireForm(log(List.of(problems))));
        // The same two files over and over would be listed as often as they were read.
        JsonNode log = log(all.subList(0, 1));
        assertThat(log.at("/runs/0/results")).isNotEmpty();
    }

    @Test
    void nothing_to_say_and_files_with_odd_names_are_of_that_form() {
        requireForm(log(List.of()));
        List<Problems> odd = new ArrayList<>();
        for (String name : ODD_NAMES) {
            odd.add(PlanFile.read("apiVersion: belay/v1\nkind: UpgradePlan\nnonsense: 1\n", name, Map.of())
                    .problems());
            requireForm(log(odd.subList(odd.size() - 1, odd.size())));
        }
        JsonNode log = log(odd);
        requireForm(log);
        List<JsonNode> uris = log.at("/runs/0/artifacts").findValues("uri");
        for (int i = 0; i < ODD_NAMES.size(); i++) {
            String path = URI.create(uris.get(i).asText()).getPath();
            assertThat(path.startsWith("./") ? path.substring(2) : path).isEqualTo(ODD_NAMES.get(i));
        }
    }

    private static JsonNode log(List<Problems> files) {
        return new ProblemSarif("0.1.0", code -> new ProblemSarif.Rule("title", "# " + code.text() + "\n")).of(files);
    }

    private void requireForm(JsonNode log) {
        assertThat(schema.validate(log)).isEmpty();
        JsonNode rules = log.at("/runs/0/tool/driver/rules");
        Set<String> ids = new HashSet<>();
        rules.forEach(rule -> assertThat(ids.add(rule.path("id").asText())).isTrue());
        for (JsonNode result : log.at("/runs/0/results")) {
            assertThat(rules.path(result.path("ruleIndex").asInt()).path("id")).isEqualTo(result.path("ruleId"));
        }
        log.findValues("region").forEach(region -> {
            assertThat(region.path("endLine")).isEqualTo(region.path("startLine"));
            assertThat(region.path("endColumn").asInt())
                    .isGreaterThanOrEqualTo(region.path("startColumn").asInt());
        });
        assertThat(log.toString()).doesNotContain("hunter2");
    }

    private static JsonSchema schema() {
        try (InputStream in = ProblemSarifTest.class.getResourceAsStream("/sarif/what-belay-writes.schema.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
