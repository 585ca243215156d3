package io.belay.engine.client;

import io.belay.engine.activity.Queues;
import io.belay.engine.client.ObservedRun.Call;
import io.belay.engine.client.Pollers.LastPoll;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What keeps an open run from going on although nobody has to decide anything: a part is gone, or its host has no room. Immutable.
 *
 * @param notice sentences, empty when nothing hinders
 * @param next the command that looks into it, empty when the run goes on by itself
 */
record Hindrance(String notice, String next) {

    /** An idle worker takes a call within milliseconds; a busy machine may need some seconds. */
    private static final Duration TAKEN = Duration.ofSeconds(10);

    /**
     * What is known of a run's host.
     *
     * @param name as plans name it
     * @param poll the newest on its probe queue, absent when the server cannot tell
     * @param atWork runs with a heavy call under way there, without the one in question
     */
    record Host(String name, Optional<LastPoll> poll, List<String> atWork) {
        Host {
            atWork = List.copyOf(atWork);
        }
    }

    /** @param calls what the engine waits for at the host */
    static Hindrance of(Host host, boolean engineIsGone, List<Call> calls, Instant now) {
        List<String> sentences = new ArrayList<>();
        String next = "";
        List<Call> waiting = calls.stream().filter(call -> call.isWaiting(now)).toList();
        boolean gone = host.poll().filter(poll -> poll.isOver(now)).isPresent();
        if (gone) {
            sentences.add("no worker of host `" + host.name() + "` answers" + since(host, calls)
                    + ": start `belay worker` there; the run goes on then");
            next = "belay doctor --host " + host.name();
        } else if (!host.atWork().isEmpty() && waiting.stream().anyMatch(call -> isHeavy(call, host))) {
            sentences.add(room(host));
        } else {
            Optional<Call> late = waiting.stream()
                    .filter(call -> call.queue().startsWith("belay-host.")
                            || call.queue().startsWith("belay-probe."))
                    .filter(call -> call.due().plus(TAKEN).isBefore(now))
                    .min(Comparator.comparing(Call::due));
            if (late.isPresent()) {
                sentences.add(
                        "host `" + host.name() + "` has not taken " + late.get().activity() + " up since "
                                + seconds(late.get().due()) + ": its worker may be gone");
                next = "belay doctor --host " + host.name();
            }
        }
        if (engineIsGone) {
            sentences.add("no engine answers: start `belay engine`; the run goes on then");
            next = "belay doctor";
        }
        calls.stream()
                .filter(call -> !call.lastFailure().isEmpty() && call.attempt() > 1)
                .findFirst()
                .ifPresent(call -> sentences.add(
                        call.activity() + " is tried for the " + call.attempt() + ". time: " + call.lastFailure()));
        return new Hindrance(String.join("; ", sentences), next);
    }

    /** The same of a run whose Temporal cannot store: what is said of the host may be no more than that. */
    Hindrance behindFullStore(Instant since) {
        String first = CannotStore.notice(since);
        return new Hindrance(notice.isEmpty() ? first : first + "; " + notice, next);
    }

    /** Whether a heavy call waits, so that it has to be asked who is at work. */
    static boolean wantsRoom(List<Call> calls, String host, Instant now) {
        return calls.stream()
                .anyMatch(call -> call.isWaiting(now) && call.queue().equals(Queues.heavy(host)));
    }

    private static String room(Host host) {
        return "waits for room on " + host.name() + ": " + host.atWork().size() + " at work ("
                + String.join(", ", host.atWork())
                + "), as many as `limits: {heavy}` of its file lets; it goes on by itself";
    }

    private static boolean isHeavy(Call call, Host host) {
        return call.queue().equals(Queues.heavy(host.name()));
    }

    /** A server forgets its pollers after some minutes; then what the run itself heard last says it. */
    private static String since(Host host, List<Call> calls) {
        LastPoll poll = host.poll().orElse(LastPoll.NONE);
        Optional<Instant> heard = Stream.concat(
                        calls.stream().flatMap(call -> call.lastHeartbeat().stream()), Stream.of(poll.at()))
                .filter(at -> at.isAfter(Instant.EPOCH))
                .max(Comparator.naturalOrder());
        if (heard.isPresent()) {
            return " (last heard of " + who(poll.by()) + "at " + seconds(heard.get()) + ")";
        }
        return calls.stream()
                .map(Call::due)
                .filter(due -> due.isAfter(Instant.EPOCH))
                .min(Comparator.naturalOrder())
                .map(asked -> " (asked since " + seconds(asked) + ")")
                .orElse("");
    }

    /** A worker names itself {@code belay-worker HOST MARK MACHINE PROCESS}. */
    private static String who(String identity) {
        String[] parts = identity.split(" ", -1);
        return parts.length == 5 ? "on machine `" + parts[3] + "`, process " + parts[4] + ", " : "";
    }

    private static String seconds(Instant at) {
        return Instant.ofEpochSecond(at.getEpochSecond()).toString();
    }
}
