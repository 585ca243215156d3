package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.workers.process.ProcessErrors;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What one step of a run remembers durably: that it began, and each verb's result. A result that stands is returned instead of
 * doing the work again, so a completion that the server lost repeats nothing (temporal: at least once).
 */
public final class StepMemory {

    private final RunFolder memory;
    private final String step;
    private final int epoch;
    private final String prefix;

    public StepMemory(StepContext context) {
        this.memory = context.memory();
        this.step = context.request().stepId();
        this.epoch = context.request().epoch();
        this.prefix = context.request().stepId() + "/" + context.request().epoch() + "/";
    }

    public Optional<StepResult> result(String verb) {
        return memory.read(prefix + verb, StepResult.class);
    }

    public StepResult keep(String verb, StepResult result) {
        memory.write(prefix + verb, result);
        return result;
    }

    public void begin() {
        memory.write(prefix + "begun", true);
    }

    /**
     * An epoch is one launch: counted here too, because whoever asks may have lost count.
     *
     * @param budget how many launches the step may have had by now, this one among them; 0 when nobody says
     * @return the refusal, when this one is too many
     */
    public Optional<StepResult> refuseBeyond(int budget) {
        int before = 0;
        for (int earlier = 1; earlier < epoch; earlier++) {
            before +=
                    memory.read(step + "/" + earlier + "/begun", Boolean.class).isPresent() ? 1 : 0;
        }
        return budget > 0 && before >= budget
                ? Optional.of(StepResult.failed(
                        ProcessErrors.LAUNCHES_SPENT,
                        "step `" + step + "` was launched " + before + " times on this host and may be by now " + budget
                                + " times; it was not launched again",
                        "look why it ended each time, then `belay retry` grants new launches",
                        Map.of("launches", String.valueOf(before))))
                : Optional.empty();
    }

    public boolean hasBegun() {
        return memory.read(prefix + "begun", Boolean.class).isPresent();
    }

    /** How long another step of this run took in its newest epoch that succeeded; zero when it says nothing. */
    Duration newestTook(String stepId) {
        return newest(stepId).map(StepMemory::took).orElse(Duration.ZERO);
    }

    static Duration took(StepResult result) {
        Map<String, String> facts = result.facts();
        return facts.containsKey("milliseconds")
                ? Duration.ofMillis(Long.parseLong(facts.getOrDefault("milliseconds", "0")))
                : Duration.ofSeconds(Long.parseLong(facts.getOrDefault("seconds", "0")));
    }

    /** What another step of this run did in its newest epoch that succeeded. */
    Optional<StepResult> newest(String stepId) {
        Optional<StepResult> newest = Optional.empty();
        for (int epoch = 1;
                memory.read(stepId + "/" + epoch + "/begun", Boolean.class).isPresent();
                epoch++) {
            Optional<StepResult> succeeded = memory.read(stepId + "/" + epoch + "/run", StepResult.class)
                    .filter(result -> result.outcome() == StepResult.Outcome.SUCCEEDED);
            newest = succeeded.isPresent() ? succeeded : newest;
        }
        return newest;
    }
}
