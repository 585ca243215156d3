package io.belay.workers.step;

import io.belay.plans.resolve.ResolvedStep;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of a step as its resolved plan spells them. Pure. */
final class StepTimes {

    /** For steps whose plan says {@code none}: an external program still has to end one day. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private static final Pattern PART = Pattern.compile("(\\d+)(ms|s|m|h|d)");

    private StepTimes() {}

    static Duration timeout(StepContext context) {
        return context.plan().steps().stream()
                .filter(step -> step.id().equals(context.request().stepId()))
                .map(ResolvedStep::timeout)
                .findFirst()
                .map(StepTimes::parse)
                .orElse(LONGEST);
    }

    /** Canonical durations only: {@code 1m30s}, {@code 4h}, {@code none}. */
    static Duration parse(String canonical) {
        if (canonical.equals("none")) {
            return LONGEST;
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(canonical);
        int end = 0;
        while (part.find() && part.start() == end) {
            sum = sum.plus(amount(Long.parseLong(part.group(1)), part.group(2)));
            end = part.end();
        }
        if (end == 0 || end != canonical.length()) {
            throw new IllegalArgumentException("not a canonical duration: " + canonical);
        }
        return sum;
    }

    private static Duration amount(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
