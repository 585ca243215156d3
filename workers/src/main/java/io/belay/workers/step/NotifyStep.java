package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.model.Channel;
import io.belay.plans.model.Channel.ByProgram;
import io.belay.workers.notify.Notification;
import io.belay.workers.notify.Webhook;
import io.belay.workers.process.Launcher.Ended;
import io.belay.workers.process.ProcessFailure;
import io.belay.workers.process.ProcessLost;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells people by a channel of the host's file, at least once and always with the same key. A channel that the host does not have
 * is refused before anything is done; once a run is under way, nobody who could not be told stops it.
 */
final class NotifyStep implements HostStep {

    private static final String OUTSIDE = "outside";

    private final Clock clock;

    NotifyStep(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "notify";
    }

    @Override
    public boolean isPartOfRehearsals(JsonNode with) {
        return false;
    }

    @Override
    public StepResult probe(StepContext context) {
        String to = to(context);
        Optional<Channel> channel = context.means().channel(to);
        if (channel.isEmpty()) {
            return refused(
                    "host `" + context.means().host() + "` knows no channel `" + to + "`",
                    "the administrator describes it under `channels` in the host's file");
        }
        if (channel.get().way() instanceof ByProgram by) {
            return new ProgramChecks(context.means())
                    .look(new ProgramCall(by.program(), List.of(), OUTSIDE))
                    .result();
        }
        return webhook(context, channel.get()).isPresent()
                ? StepResult.succeeded("there is a way to tell `" + to + "`", Map.of())
                : refused(
                        "the address of channel `" + to + "` cannot be read, or is none that begins with `https://`",
                        "correct `webhook.url` of the channel, or what it leads to");
    }

    private static StepResult refused(String statement, String remedy) {
        return StepResult.failed(StepErrors.CHANNEL_NOT_USABLE, statement + ". Nothing was done", remedy, Map.of());
    }

    @Override
    public StepResult run(StepContext context) {
        Optional<String> why = context.means()
                .channel(to(context))
                .map(channel -> channel.way() instanceof ByProgram by
                        ? byProgram(context, by.program())
                        : byWebhook(context, channel))
                .orElseGet(() -> Optional.of("the host knows no such channel"));
        return why.map(reason -> notTold(context, reason))
                .orElseGet(() ->
                        StepResult.succeeded("`" + to(context) + "` was told", Map.of("told", String.valueOf(true))));
    }

    private StepResult notTold(StepContext context, String why) {
        String what = "`" + to(context) + "` was not told (" + StepErrors.NOT_TOLD.text() + "): " + why;
        context.evidence().record().appendOnce(context.request().stepId(), what);
        return StepResult.succeeded(what + ". The run goes on", Map.of("told", String.valueOf(false)));
    }

    /** An attempt that wrote no result may have told somebody; that is no reason to stop. */
    @Override
    public StepResult inspect(StepContext context) {
        StepMemory memory = new StepMemory(context);
        return memory.result("run")
                .orElseGet(() -> memory.hasBegun()
                        ? StepResult.succeeded(
                                "whether `" + to(context) + "` was told is not known. The run goes on",
                                Map.of("told", "unknown"))
                        : StepResult.unclear("it waits for its turn"));
    }

    private Optional<String> byWebhook(StepContext context, Channel channel) {
        return webhook(context, channel)
                .map(webhook -> webhook.tell(notification(context), limit(context)))
                .orElseGet(() -> Optional.of("its address cannot be read, or does not begin with `https://`"));
    }

    private static Optional<Webhook> webhook(StepContext context, Channel channel) {
        return channel.way() instanceof Channel.Webhook way
                ? context.means().secrets().apply(way.url()).flatMap(url -> Webhook.at(url, context.attempt()::check))
                : Optional.empty();
    }

    /** In its environment, because a program's arguments are public and its input is none. */
    private Optional<String> byProgram(StepContext context, String program) {
        ProgramCall call = new ProgramCall(program, List.of(), OUTSIDE);
        StepResult usable = new ProgramChecks(context.means()).look(call).result();
        if (usable.outcome() != Outcome.SUCCEEDED) {
            return Optional.of(usable.summary());
        }
        Notification notification = notification(context);
        Map<String, String> told = Map.of(
                "BELAY_MESSAGE", notification.message(),
                "BELAY_TEXT", notification.text(),
                "BELAY_NOTIFICATION", notification.json());
        try {
            Optional<Ended> ended = Launches.followInTime(
                    context, Programs.NOTIFY, limit(context), () -> ProgramCommand.of(context, call, told));
            return ended.map(end -> end.result().succeeded()
                            ? Optional.<String>empty()
                            : Optional.of("`" + program + "` ended with exit code "
                                    + end.result().exitCode()))
                    .orElseGet(() -> Optional.of("`" + program + "` was still at work behind the step's `timeout`"));
        } catch (ProcessLost | ProcessFailure notRun) {
            return Optional.of(String.valueOf(notRun.getMessage()));
        }
    }

    private Notification notification(StepContext context) {
        return new Notification(
                ProgramCommand.key(context),
                context.with().path("message").asText(),
                context.run().plan(),
                context.run().planHash(),
                context.run().runId(),
                context.request().stepId(),
                context.run().cluster(),
                context.run().rehearsal(),
                clock.instant());
    }

    /** Before the engine's own clock, which would ask what became of it. */
    private static Duration limit(StepContext context) {
        return StepTimes.timeout(context).multipliedBy(8).dividedBy(10);
    }

    private static String to(StepContext context) {
        return context.with().path("to").asText();
    }
}
