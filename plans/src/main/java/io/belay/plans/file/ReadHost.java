package io.belay.plans.file;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.problem.Problems;
import java.util.Optional;

/**
 * What came of reading a host's file.
 *
 * @param configuration only when there is no error
 * @param places where each field stands
 * @param problems errors and warnings, secrets hidden
 */
public record ReadHost(Optional<HostConfiguration> configuration, Places places, Problems problems) {}
