package io.belay.plans.model;

import java.time.LocalDate;
import java.util.Optional;

/** A warning or finding that a person accepts until a day (to its end, UTC). Immutable. */
public record Acceptance(String code, Optional<String> object, String reason, String owner, LocalDate until) {}
