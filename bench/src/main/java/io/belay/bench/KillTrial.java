package io.belay.bench;

import io.belay.lab.Narrator;
import io.belay.lab.kills.KillMatrix;
import io.belay.lab.kills.KillMatrix.Size;
import io.belay.lab.kills.KillReport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Upgrades under load in which random processes are killed; each statement is held against the host. */
final class KillTrial implements Trial {

    private static final long USUAL_SEED = 1;

    @Override
    public String name() {
        return "kill-matrix";
    }

    @Override
    public String question() {
        return "upgrades under load in which anybody is killed: false statements, lost commits, double effects, leftovers";
    }

    @Override
    public String options() {
        return "[--short] [--seed N]";
    }

    @Override
    public Optional<Counting> with(List<String> options) {
        boolean brief = !options.isEmpty() && options.get(0).equals("--short");
        List<String> rest = options.subList(brief ? 1 : 0, options.size());
        boolean seeded =
                rest.size() == 2 && rest.get(0).equals("--seed") && rest.get(1).matches("\\d{1,9}");
        if (!rest.isEmpty() && !seeded) {
            return Optional.empty();
        }
        long seed = seeded ? Long.parseLong(rest.get(1)) : USUAL_SEED;
        return Optional.of(narrator -> count(brief ? Size.brief(seed) : Size.full(seed), narrator));
    }

    private static Count count(Size size, Narrator narrator) throws IOException {
        narrator.says(size.kills() + " kills, up to " + size.each() + " in each run, seed " + size.seed());
        KillReport report = new KillMatrix(size, narrator).run();
        report.counts().forEach(narrator::says);
        report.wrong().forEach(narrator::says);
        int wrong = report.wrong().size();
        return new Count(
                wrong,
                "wrong",
                report.kills() + " kills in " + report.runs() + " runs, seed " + size.seed(),
                wrong == 0 && report.kills() >= size.kills());
    }
}
