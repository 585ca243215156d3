package io.belay.plans.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.plans.Golden;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.graph.Way;
import io.belay.plans.model.Metadata;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole reports and pictures, compared byte for byte; a plan with {@code .facts.json} beside it is reviewed with those. */
class GoldenReviewsTest {

    static List<Path> plans() {
        return Golden.files("review");
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_plan_is_reviewed_in_these_words(Path file) throws IOException {
        Review review = review(file);

        Golden.check(file, ".review.md", review.markdown());
        Golden.check(file, ".review.html", withoutStyle(file, review.html()));
        Golden.check(file, ".review.json", review.json().toPrettyString() + "\n");
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_plan_is_drawn_as_this_picture(Path file) {
        Way way = Way.of(read(file).resolved().orElseThrow());

        Golden.check(file, ".way.mmd", way.mermaid());
        Golden.check(file, ".way.svg", way.svg());
    }

    @ParameterizedTest
    @MethodSource("plans")
    void neither_locale_nor_time_zone_changes_a_byte(Path file) throws IOException {
        Review here = review(file);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            Review there = review(file);

            assertThat(there.html()).isEqualTo(here.html());
            assertThat(there.markdown()).isEqualTo(here.markdown());
            assertThat(there.json()).isEqualTo(here.json());
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    /** The style is the same in every report: it is compared once, and left out of the files. */
    private static String withoutStyle(Path file, String html) {
        String begin = "<style>\n";
        int from = html.indexOf(begin) + begin.length();
        int to = html.indexOf("</style>");
        assertThat(html).containsOnlyOnce(begin).containsOnlyOnce("</style>");
        Golden.check(file.resolveSibling("every-report.yaml"), ".style.css", html.substring(from, to));
        return html.substring(0, from) + "/* every-report.style.css */\n" + html.substring(to);
    }

    static Review review(Path file) throws IOException {
        ReadPlan read = read(file);
        String description = read.plan()
                .map(UpgradePlan::metadata)
                .flatMap(Metadata::description)
                .orElse("");
        Path facts = file.resolveSibling(file.getFileName().toString().replace(".yaml", ".facts.json"));
        Review review = Review.of(read.resolved().orElseThrow())
                .describedAs(description)
                .withDefaults(read.defaults())
                .withWarnings(read.problems().sorted().stream()
                        .filter(problem -> !problem.isError())
                        .toList())
                .writtenBy("0.1.0");
        return Files.exists(facts)
                ? review.withFacts(FactsJson.saved(new JsonMapper().readTree(facts.toFile())))
                : review;
    }

    private static ReadPlan read(Path file) {
        ReadPlan read = PlanFile.read(file, Map.of());
        assertThat(read.problems().sorted().stream().filter(Problem::isError)).isEmpty();
        return read;
    }
}
