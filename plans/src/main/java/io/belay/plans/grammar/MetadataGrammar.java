package io.belay.plans.grammar;

import io.belay.plans.model.Metadata;
import java.util.Optional;

/** The block {@code metadata} of a plan. */
public final class MetadataGrammar {

    private MetadataGrammar() {}

    public static Metadata read(Form plan) {
        return plan.requiredBlock("metadata", "metadata: {name: orders-13-to-17, owner: dba-team@example.com}")
                .map(MetadataGrammar::fields)
                .orElseGet(() -> new Metadata("", "", Optional.empty(), Optional.empty()));
    }

    private static Metadata fields(Form form) {
        Metadata metadata = new Metadata(
                form.required("name", Names.NAME, "", "name: orders-13-to-17"),
                form.required("owner", Names.PERSON, "", "owner: dba-team@example.com"),
                form.stated("change", Names.text(200)),
                form.stated("description", Names.text(200)));
        form.close();
        return metadata;
    }
}
