package io.belay.plans.step;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.step.StepKind.Part;
import io.belay.plans.step.StepKind.Return;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the parts are that rules of insertion bring into a step, in words. Stateless. */
final class Parts {

    private static final String NOTHING = "nothing";
    private static final Return UNDO_HOLD = new Return("undo the hold, live open again", "seconds, nothing");
    private static final Return BEHIND = new Return("as behind the crossing", "");

    private record Words(String what, String touches, Return goingBack, boolean crossed) {}

    private static final Map<String, Words> WORDS = words();

    private Parts() {}

    private static Map<String, Words> words() {
        Map<String, Words> words = new LinkedHashMap<>();
        words.put(
                "prove_content",
                new Words(
                        "compares physical extents with the twin before new's first start; reads the little that differs",
                        NOTHING,
                        Undo.NOTHING_TO_UNDO,
                        false));
        words.put(
                "replayed_past_slots",
                new Words(
                        "waits until the replica has replayed past every slot on live",
                        NOTHING,
                        Undo.NOTHING_TO_UNDO,
                        false));
        held(words, "fence", "LIVE, clients", "holds clients at the poolers");
        held(words, "stop", "LIVE", "stops live cleanly; it stays as it is from here on");
        held(words, "final_snapshot", "storage", "takes the image of live's last state");
        held(words, "final_clone", "candidate", "makes the candidate anew of that image");
        held(words, "again", "candidate", "the same as in the rehearsed step");
        held(words, "start", "candidate", "starts new for Belay alone");
        held(words, "quick_verify", NOTHING, "every catalog fact and every sequence against live's last state");
        held(
                words,
                "prepare_way_back",
                "LIVE, announced",
                "publication and slot on new, a disabled subscription on live");
        held(
                words,
                "hold",
                "LIVE, clients",
                "pause, end sessions, prove, drain, sequences, durable commit, the way back's slot");
        words.put("open", new Words("admits everybody to new", "candidate", BEHIND, true));
        words.put("repoint", new Words("points clients at new and lets them go on", "clients", BEHIND, true));
        words.put("release", new Words("points clients at new and lets them go on", "clients", BEHIND, true));
        return words;
    }

    private static void held(Map<String, Words> words, String kind, String touches, String what) {
        words.put(kind, new Words(what, touches, UNDO_HOLD, false));
    }

    static Part describe(ResolvedStep step, ResolvedStep.Part part) {
        Words words = WORDS.get(part.kind());
        if (words == null) {
            throw new IllegalArgumentException("no part " + part.kind());
        }
        boolean behind = words.goingBack().equals(BEHIND);
        boolean lost = step.back().by().equals("none");
        Return back = behind
                ? lost
                        ? new Return("NONE", step.back().loses())
                        : new Return("belay rollback: the same hold, sides swapped", "one hold, nothing")
                : words.goingBack();
        String name = part.of().isEmpty() ? part.kind() : part.of() + " again";
        return new Part(name, words.what(), words.touches(), back, part.rule(), words.crossed());
    }
}
