package io.belay.workers.preflight;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A warning that a person accepted in the plan ({@code accept}), until a day. Immutable.
 *
 * @param code {@code BLY-2nnn}
 * @param object the finding's object; empty for all
 * @param until last day on which it counts, in UTC
 */
public record Acceptance(String code, Optional<String> object, String reason, String owner, LocalDate until) {

    boolean covers(Finding finding, LocalDate today) {
        return finding.severity() == Finding.Severity.WARNING
                && finding.code().text().equals(code)
                && object.map(finding.object()::equals).orElse(true)
                && !today.isAfter(until);
    }
}
