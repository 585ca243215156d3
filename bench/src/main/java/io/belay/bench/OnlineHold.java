package io.belay.bench;

import io.belay.bench.online.Switcher;
import io.belay.lab.Narrator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How long clients wait for an online promotion and for its way back, beside the same recipe as a bare script: 13 to 17, two databases
 * behind the pooler, clients that write all the time and remember outside what was acknowledged. Every hold is printed.
 */
final class OnlineHold implements Trial {

    private static final int FEW = 1;
    private static final int MANY = 250;
    private static final int ROUNDS = 5;
    private static final int BRIEF_ROUNDS = 3;
    private static final int BUILDS = 2;
    private static final Duration WARMING = Duration.ofSeconds(5);
    private static final Duration BESIDE = Duration.ofSeconds(2);

    private final Switcher.Kind bare;
    private final Switcher.Kind belay;

    OnlineHold(Switcher.Kind bare, Switcher.Kind belay) {
        this.bare = bare;
        this.belay = belay;
    }

    @Override
    public String name() {
        return "online-hold";
    }

    @Override
    public String question() {
        return "clients held by an online promotion and its way back, two databases under load, beside the bare recipe";
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
        Sides few = new Sides(new ArrayList<>(), new ArrayList<>());
        Sides many = new Sides(new ArrayList<>(), new ArrayList<>());
        for (int build = 1; build <= (wish.brief() ? 1 : BUILDS); build++) {
            few.add(measured(FEW, build, wish, narrator));
            many.add(measured(MANY, build, wish, narrator));
        }
        OnlineFigures byHand = new OnlineFigures(few.bare(), many.bare());
        tell("bare", byHand, narrator);
        OnlineFigures promoted = new OnlineFigures(few.belay(), many.belay());
        tell("belay", promoted, narrator);
        return OnlineFigures.judged(promoted, byHand);
    }

    private record Sides(List<Held> bare, List<Held> belay) {

        void add(Sides more) {
            bare.addAll(more.bare);
            belay.addAll(more.belay);
        }
    }

    /** Both in turn. */
    private Sides measured(int scale, int build, OnlineOptions wish, Narrator narrator) throws Exception {
        String title = "build " + build + ", " + scale * 20 + " sequences in each database, ";
        narrator.says(title + "belay");
        List<Held> belayHeld = switches(belay, scale, wish, narrator);
        narrator.says(title + "bare");
        return new Sides(switches(bare, scale, wish, narrator), belayHeld);
    }

    private static List<Held> switches(Switcher.Kind kind, int scale, OnlineOptions wish, Narrator narrator)
            throws Exception {
        List<Held> all = new ArrayList<>();
        try (OnlineRun run = OnlineRun.start(kind, scale, wish.perSecond(), WARMING, narrator)) {
            narrator.says("  built: " + run.built());
            for (int round = 1; round <= (wish.brief() ? BRIEF_ROUNDS : ROUNDS); round++) {
                for (boolean there : new boolean[] {true, false}) {
                    Held held = run.switchOver(there, BESIDE, Duration.ZERO);
                    narrator.says("  " + round + " " + held.line());
                    all.add(held);
                }
            }
        }
        return all;
    }

    private static void tell(String side, OnlineFigures figures, Narrator narrator) {
        narrator.says(side + ", 20 sequences, s:    " + Held.list(figures.few()));
        narrator.says(side + ", 5,000 sequences, s: " + Held.list(figures.many()));
        narrator.says(side + ", done at, 20 sequences:");
        StepTable.tell(figures.few(), held -> held.switched().steps(), narrator);
        narrator.says(side + ", done at, 5,000 sequences:");
        StepTable.tell(figures.many(), held -> held.switched().steps(), narrator);
        narrator.says(side + ", around the hold:");
        StepTable.tell(figures.few(), held -> held.switched().around(), narrator);
    }
}
