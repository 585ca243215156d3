package io.belay.bench;

import io.belay.bench.online.BareSwitcher;
import io.belay.bench.online.Switcher;
import io.belay.cli.dev.SetupFailure;
import io.belay.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code bench/run [NAME [OPTIONS]]}: without a name it lists what there is. */
public final class BenchMain {

    private static final int MET = 0;
    private static final int MISSED = 1;
    private static final int USAGE = 2;

    private static final List<Benchmark> ALL =
            List.of(new RehearsalOverhead(), new OfflineHold(), new Validate(), new EngineOverhead());

    private static final List<Trial> TRIALS = List.of(
            new KillTrial(),
            new OnlineHold(BenchMain::bareOnline, BelaySwitcher::new),
            new WayBack(BenchMain::bareOnline, BelaySwitcher::new));

    private BenchMain() {}

    public static void main(String[] arguments) {
        System.exit(new BenchMain().run(List.of(arguments)));
    }

    private int run(List<String> arguments) {
        if (arguments.isEmpty()) {
            ALL.forEach(benchmark -> print(String.format("%-20s %s", benchmark.name(), benchmark.question())));
            TRIALS.forEach(trial -> print(String.format("%-20s %s", trial.name(), trial.question())));
            return MET;
        }
        Optional<Trial> trial = TRIALS.stream()
                .filter(one -> one.name().equals(arguments.get(0)))
                .findFirst();
        if (trial.isPresent()) {
            return tried(trial.get(), arguments.subList(1, arguments.size()));
        }
        Optional<Benchmark> chosen = ALL.stream()
                .filter(benchmark -> benchmark.name().equals(arguments.get(0)))
                .findFirst();
        if (chosen.isEmpty()) {
            print("there is no benchmark `" + arguments.get(0) + "`; `bench/run` lists them");
            return USAGE;
        }
        Optional<Integer> pairs = pairs(arguments.subList(1, arguments.size()), chosen.get());
        if (pairs.isEmpty()) {
            print("usage: bench/run " + arguments.get(0) + " [--pairs N], N from 1 to 100");
            return USAGE;
        }
        return measure(chosen.get(), pairs.get());
    }

    private static int tried(Trial trial, List<String> options) {
        Optional<Trial.Counting> counting = trial.with(options);
        if (counting.isEmpty()) {
            print("usage: bench/run " + trial.name() + " " + trial.options());
            return USAGE;
        }
        print(trial.question());
        return ended(() -> {
            Trial.Outcome outcome = counting.get().run(BenchMain::print);
            print(outcome.line(trial.name()));
            return outcome.met();
        });
    }

    private static int measure(Benchmark benchmark, int pairs) {
        print(benchmark.question() + "; " + pairs + " pairs in turn, behind one that does not count");
        return ended(() -> {
            Benchmark.Result result = benchmark.run(pairs, BenchMain::print);
            print(result.line(benchmark.name()));
            return result.met();
        });
    }

    /** @param question whether its goal was met */
    private static int ended(Callable<Boolean> question) {
        try {
            return question.call() ? MET : MISSED;
        } catch (SetupFailure refused) {
            print("nothing was measured: " + refused.getMessage());
            return USAGE;
        } catch (Exception failure) { // the outermost edge
            print("nothing was measured: " + failure);
            return USAGE;
        }
    }

    private static Optional<Integer> pairs(List<String> options, Benchmark benchmark) {
        if (options.isEmpty()) {
            return Optional.of(benchmark.usualPairs());
        }
        boolean wellFormed = options.size() == 2
                && options.get(0).equals("--pairs")
                && options.get(1).matches("[1-9]\\d?|100");
        return wellFormed ? Optional.of(Integer.valueOf(options.get(1))) : Optional.empty();
    }

    private static Switcher bareOnline(Lab lab) {
        return new BareSwitcher(lab, OnlineRun.WISH, variables -> {
            try {
                return BareScript.unpack("bare-online-build.sh", lab.work()).run(variables);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot write below " + lab.work(), failure);
            }
        });
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
