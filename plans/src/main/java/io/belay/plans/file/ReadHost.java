package io.belay.plans.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.check.NotCarriedOut;
import io.belay.plans.feature.Features;
import io.belay.plans.feature.Use;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of reading a host's file.
 *
 * @param configuration only when there is no error
 * @param places where each field stands
 * @param problems errors and warnings, secrets hidden
 */
public record ReadHost(Optional<HostConfiguration> configuration, Places places, Problems problems) {

    /** The same, with warnings for what no worker of this version heeds. */
    public ReadHost heeded() {
        configuration
                .map(host -> NotCarriedOut.in(host, places))
                .orElse(List.of())
                .forEach(problems::add);
        return this;
    }

    /** What it asks for that only some workers do. */
    public List<Use> uses() {
        return Features.of("HostConfiguration", "host", JsonNodeFactory.instance.objectNode(), places);
    }

    /**
     * The same where only these features are carried out: whatever else it asks for is an error.
     *
     * @param announced names out of {@link Features#ALL}
     */
    public ReadHost where(Set<String> announced) {
        List<Problem> missing = Features.missing(uses(), announced);
        missing.forEach(problems::add);
        return missing.isEmpty() ? this : new ReadHost(Optional.empty(), places, problems);
    }
}
