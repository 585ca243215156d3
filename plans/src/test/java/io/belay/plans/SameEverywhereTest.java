package io.belay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.explain.Explanation;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.problem.ProblemRenderer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan has one form, wherever it is read: approvals bind to its hash. */
class SameEverywhereTest {

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void putBack() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @Test
    void neither_locale_nor_time_zone_changes_a_byte() {
        List<String> here = everything();

        for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE", "th-TH-u-ca-buddhist")) {
            Locale.setDefault(Locale.forLanguageTag(tag));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(everything()).as(tag).isEqualTo(here);
        }
    }

    @Test
    void the_order_of_keys_does_not_change_a_byte_of_what_is_hashed() {
        for (Path file : Golden.files("good")) {
            String text = Golden.text(file);
            String turned = Turned.keys(text);

            assertThat(turned).isNotEqualTo(text);
            assertThat(PlanFile.read(turned, "orders.plan.yaml", Map.of()).canonical())
                    .as(file + " as\n" + turned)
                    .isEqualTo(PlanFile.read(text, "orders.plan.yaml", Map.of()).canonical());
        }
    }

    private static List<String> everything() {
        List<Path> good = Golden.files("good");
        List<Path> bad = Golden.files("mistakes/plan");
        return Stream.concat(good.stream(), bad.stream())
                .map(file -> PlanFile.read(Golden.text(file), "orders.plan.yaml", Map.of()))
                .map(SameEverywhereTest::text)
                .toList();
    }

    private static String text(ReadPlan read) {
        return read.canonical().orElse("")
                + ProblemRenderer.plain().text(read.problems())
                + read.resolved().map(plan -> Explanation.of(plan).text(true)).orElse("");
    }
}
