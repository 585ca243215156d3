package io.belay.plans.review;

/** What the plan says of Belay's share of its host. People sign the report, so it says as well that nothing holds to it yet. */
final class HostShare {

    private HostShare() {}

    /** A clause without its end. */
    static Prose words(Subject subject) {
        var limits = subject.block("limits");
        return Prose.of("the plan says at most " + limits.path("cpu").asText() + " of the processors and "
                        + limits.path("memory").asText() + " of the memory, input and output "
                        + limits.path("io").asText() + ", but ")
                .strong("nothing holds to it yet");
    }
}
