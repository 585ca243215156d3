package io.belay.workers.step;

/** How many sessions or workers a step may use at the same time. */
final class StepJobs {

    private StepJobs() {}

    /** The plan's number; {@code auto} is half of the host's processors, at least one, because live runs beside it. */
    static int of(StepContext context) {
        String jobs = context.with().path("jobs").asText("auto");
        return jobs.equals("auto")
                ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2)
                : Integer.parseInt(jobs);
    }
}
