package io.belay.plans.model;

import java.util.Optional;

/** Who the plan is, and who answers for it. Immutable. */
public record Metadata(String name, String owner, Optional<String> change, Optional<String> description) {}
