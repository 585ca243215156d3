package io.belay.plans.grammar;

import io.belay.plans.model.PostgresVersion;
import io.belay.plans.model.Target;
import java.util.Map;
import java.util.Optional;
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
                .orElseGet(() -> new Target(UNREAD, Optional.empty(), Map.of(), "same"));
    }

    private static Target fields(Form form) {
        Target target = new Target(
                form.required("version", Quantities.VERSION, UNREAD, "version: 17"),
                form.stated("host", Names.NAME),
                form.optional("settings", Several.mapOf("a server setting", SETTING, Names.text(200)), Map.of()),
                form.optional("checksums", Choices.choice("same", "enabled", "disabled"), "same"));
        form.stated("data_directory", Names.PLACE);
        form.stated("port", Quantities.PORT);
        form.close();
        return target;
    }
}
