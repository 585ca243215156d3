package io.belay.workers.index;

import io.belay.workers.index.CollationSurvey.Known;
import io.belay.workers.postgres.Session;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which collations of a database order otherwise in new than what was written in old, and how that is known. Stateless. */
final class AffectedCollations {

    private AffectedCollations() {}

    /**
     * @param used by indexes
     * @return name to reason
     */
    static Map<String, String> between(Session old, int oldMajor, Session made, int newMajor, Set<String> used) {
        Map<String, Known> before = CollationSurvey.of(old, oldMajor);
        Map<String, Known> now = CollationSurvey.of(made, newMajor);
        Map<String, String> affected = new TreeMap<>();
        for (String name : used) {
            Known then = before.get(name);
            Known today = now.get(name);
            if (then == null || today == null) {
                affected.put(name, "it is not in both versions");
            } else if (then.isStale() || today.isStale()) {
                Known stale = today.isStale() ? today : then;
                affected.put(
                        name,
                        "written under version " + stale.recorded().orElse("") + ", ordered by "
                                + stale.actual().orElse("") + " now");
            } else if (!then.fixed() || !today.fixed()) {
                compare(then, today, old, made, affected);
            }
        }
        return affected;
    }

    private static void compare(Known then, Known today, Session old, Session made, Map<String, String> affected) {
        boolean known = then.actual().isPresent() && today.actual().isPresent();
        if (known && then.actual().equals(today.actual())) {
            return;
        }
        if (known) {
            affected.put(
                    then.name(),
                    "version " + then.actual().get() + " in old, "
                            + today.actual().get() + " in new");
        } else if (!CollationSurvey.orderOf(old, then.name()).equals(CollationSurvey.orderOf(made, today.name()))) {
            affected.put(then.name(), "old and new put the same texts in another order");
        }
    }
}
