package io.belay.bench;

import io.belay.cli.dev.SetupFailure;
import java.util.List;
import java.util.Optional;

/** {@code bench/run [NAME [--pairs N]]}: without a name it lists what there is. */
public final class BenchMain {

    private static final int MET = 0;
    private static final int MISSED = 1;
    private static final int USAGE = 2;

    private static final List<Benchmark> ALL =
            List.of(new RehearsalOverhead(), new OfflineHold(), new Validate(), new EngineOverhead());

    private BenchMain() {}

    public static void main(String[] arguments) {
        System.exit(new BenchMain().run(List.of(arguments)));
    }

    private int run(List<String> arguments) {
        if (arguments.isEmpty()) {
            ALL.forEach(benchmark -> print(String.format("%-20s %s", benchmark.name(), benchmark.question())));
            return MET;
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

    private static int measure(Benchmark benchmark, int pairs) {
        print(benchmark.question() + "; " + pairs + " pairs in turn, behind one that does not count");
        try {
            Benchmark.Result result = benchmark.run(pairs, BenchMain::print);
            print(result.line(benchmark.name()));
            return result.met() ? MET : MISSED;
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

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
