package io.belay.bench;

import io.belay.bench.online.Switcher;
import io.belay.lab.Narrator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A promotion that is lived with and then taken back: there, a long time of load on new, back under load, forward again. Each way with
 * the same proof, and with the clients' latency in the minute before beside that of the minute after.
 */
final class WayBack implements Trial {

    private static final int FEW = 1;
    private static final Duration BESIDE = Duration.ofMinutes(1);
    private static final Duration BRIEF_BESIDE = Duration.ofSeconds(15);
    private static final Duration LIVED = Duration.ofMinutes(10);
    private static final Duration BRIEF_LIVED = Duration.ofMinutes(1);

    private final Switcher.Kind bare;
    private final Switcher.Kind belay;

    WayBack(Switcher.Kind bare, Switcher.Kind belay) {
        this.bare = bare;
        this.belay = belay;
    }

    @Override
    public String name() {
        return "way-back";
    }

    @Override
    public String question() {
        return "an online promotion, minutes of load on new, back and forward again, beside the bare recipe";
    }

    @Override
    public String options() {
        return OnlineOptions.USAGE;
    }

    @Override
    public Optional<Counting> with(List<String> options) {
        return OnlineOptions.of(options).map(wish -> narrator -> measure(wish, narrator));
    }

    private Outcome measure(OnlineOptions wish, Narrator narrator) throws Exception {
        narrator.says("belay");
        List<Held> promoted = ways(belay, wish, narrator);
        narrator.says("bare");
        List<Held> byHand = ways(bare, wish, narrator);
        StepTable.tell(byHand, held -> held.switched().steps(), narrator);
        return judged(promoted, byHand);
    }

    private static List<Held> ways(Switcher.Kind kind, OnlineOptions wish, Narrator narrator) throws Exception {
        Duration beside = wish.brief() ? BRIEF_BESIDE : BESIDE;
        Duration lived = wish.brief() ? BRIEF_LIVED : LIVED;
        List<Held> all = new ArrayList<>();
        try (OnlineRun run = OnlineRun.start(kind, FEW, wish.perSecond(), Duration.ZERO, narrator)) {
            narrator.says("  built: " + run.built());
            for (boolean there : new boolean[] {true, false, true}) {
                Duration more = all.isEmpty() ? lived.minus(beside) : Duration.ZERO;
                Held held = run.switchOver(there, beside, more);
                narrator.says("  " + held.line());
                all.add(held);
            }
        }
        return all;
    }

    static Outcome judged(List<Held> belay, List<Held> bare) {
        boolean met = belay.stream().allMatch(held -> held.isRight() && held.isCalm());
        return new Sentence(
                text(belay) + "; bare " + text(bare) + "; goal 0 wrong, p99 at most 1.5 times or 5 ms more: "
                        + (met ? "met" : "missed"),
                met);
    }

    private static String text(List<Held> all) {
        return String.format(
                Locale.ROOT,
                "held %s s, %d of %d ways right, %d calm",
                Held.list(all),
                all.stream().filter(Held::isRight).count(),
                all.size(),
                all.stream().filter(Held::isCalm).count());
    }
}
