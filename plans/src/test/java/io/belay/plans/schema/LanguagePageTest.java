package io.belay.plans.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The manual's reference of all fields says what editors and {@code belay explain FIELD} say: it is made of the same words. */
class LanguagePageTest {

    private static final Path PAGE = Path.of("..", "docs", "manual", "language.md");

    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("UpgradePlan", "UpgradePlan, `NAME.plan.yaml`: how one cluster is upgraded");
        TITLES.put("a step", "Steps: what stands under `steps`");
        TITLES.put("StepList", "StepList, `NAME.steps.yaml`: steps that several plans include");
        TITLES.put("FleetPlan", "FleetPlan, `NAME.fleet.yaml`: one plan for many clusters");
        TITLES.put("HostConfiguration", "HostConfiguration, `NAME.host.yaml`: what Belay may do on one host");
        TITLES.put("a secret", "Secrets, in the host's file only");
    }

    @Test
    void the_reference_of_all_fields_is_the_generated_one() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).exists();
        assertThat(page).as("written anew by -Dgolden.update=true").isEqualTo(Files.readString(PAGE));
    }

    @Test
    void every_field_stands_in_it() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(FieldHelp.all())
                .hasSizeGreaterThan(250)
                .allSatisfy(field -> assertThat(page).contains("`" + field.path() + "`"));
        assertThat(TITLES.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        FieldHelp.all().stream().map(FieldHelp::kind).distinct().toList());
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # The plan language: every field

                Made from the words that editors show and `belay explain FIELD` prints; what steps do stands in [steps](steps.md), what is judged in
                [rules](rules.md). A field that is not listed is an error. `[]` is an item of a list, `<name>` is yours to choose. A field of a step is
                written within its kind, `promote.mode` as `- promote: {mode: offline}`; fields of every step stand beside the kind.
                """);
        TITLES.forEach((kind, title) -> {
            page.append("\n## ").append(title).append("\n\n| field | what it means | for example |\n|---|---|---|\n");
            Map<String, FieldHelp> left = new LinkedHashMap<>();
            FieldHelp.all().stream()
                    .filter(field -> field.kind().equals(kind))
                    .forEach(field -> left.put(field.path(), field));
            List.copyOf(left.keySet()).forEach(path -> rowsDownTo(page, path, left));
        });
        return page.toString();
    }

    /** A block before its fields. */
    private static void rowsDownTo(StringBuilder page, String path, Map<String, FieldHelp> left) {
        int dot = path.lastIndexOf('.');
        if (dot > 0) {
            rowsDownTo(page, path.substring(0, dot), left);
        }
        if (path.endsWith("]")) {
            rowsDownTo(page, path.substring(0, path.lastIndexOf('[')), left);
        }
        FieldHelp field = left.remove(path);
        if (field != null) {
            row(page, field);
        }
    }

    private static void row(StringBuilder page, FieldHelp field) {
        StringBuilder meaning = new StringBuilder(cell(field.text()));
        field.values()
                .forEach((word, what) ->
                        meaning.append("<br>`").append(word).append("`: ").append(cell(what)));
        List<String> examples = field.examples().stream()
                .map(example -> "`" + cell(example) + "`")
                .toList();
        page.append("| `")
                .append(field.path())
                .append("` | ")
                .append(meaning)
                .append(" | ")
                .append(String.join("<br>", examples))
                .append(" |\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").strip();
    }
}
