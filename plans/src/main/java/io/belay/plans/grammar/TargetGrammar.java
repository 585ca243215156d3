package io.belay.plans.grammar;

import io.belay.plans.model.PostgresVersion;
import io.belay.plans.model.Target;
import java.util.Map;
import java.util.regex.Pattern;

/** The block {@code target}: what live becomes. */
final class TargetGrammar {

    /** Stands in for a version that could not be read: above every live, so that no rule objects to it. */
    private static final PostgresVersion UNREAD = new PostgresVersion(99);

    private static final Pattern SETTING = Pattern.compile("[a-z_][a-z0-9_]*([.][a-z_][a-z0-9_]*)?");

    private TargetGrammar() {}

    static Target read(Form plan) {
        return plan.requiredBlock("target", "target: {version: 17}")
                .map(TargetGrammar::fields)
                .orElseGet(() -> new Target(UNREAD, Map.of()));
    }

    private static Target fields(Form form) {
        Target target = new Target(
                form.required("version", Quantities.VERSION, UNREAD, "version: 17"),
                form.optional("settings", Several.mapOf("a server setting", SETTING, Names.text(200)), Map.of()));
        form.stated("data_directory", Names.PLACE);
        form.stated("port", Quantities.integer(1, 65_535));
        form.optional("checksums", Choices.onlyNow("same", "new's data checksums other than live's"), "same");
        form.later("host");
        form.close();
        return target;
    }
}
