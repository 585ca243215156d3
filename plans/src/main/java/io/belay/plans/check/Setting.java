package io.belay.plans.check;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.SourcePlace;
import java.util.Locale;
import java.util.Set;

/** How PostgreSQL reads what {@code target.settings} says. Stateless. */
final class Setting {

    private static final Set<String> ON = Set.of("on", "true", "yes", "1");
    private static final Set<String> OFF = Set.of("off", "false", "no", "0");

    private Setting() {}

    /** Whether a switch stands this way; PostgreSQL knows several words for both. */
    static boolean isSwitched(String value, boolean on) {
        String word = value.replace("'", "").strip().toLowerCase(Locale.ROOT);
        return (on ? ON : OFF).contains(word);
    }

    static SourcePlace place(UpgradePlan plan, String name) {
        return plan.places().of("target.settings." + name);
    }
}
