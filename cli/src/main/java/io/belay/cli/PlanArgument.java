package io.belay.cli;

import io.belay.plans.accept.Accepted;
import io.belay.plans.agree.AgreedPlan;
import io.belay.plans.feature.Use;
import io.belay.plans.file.FileKind;
import io.belay.plans.file.InputFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.fleet.FleetFile;
import io.belay.plans.problem.ProblemJson;
import io.belay.plans.problem.ProblemRenderer;
import io.belay.plans.problem.Problems;
import io.belay.workers.host.CarriedOut;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The plan that a command is about: its file, and the values of its inputs. */
final class PlanArgument {

    private static final String VARIABLE = "BELAY_INPUT_";

    @Parameters(paramLabel = "PLAN", description = "A plan file, for example orders.plan.yaml, or a saved plan.")
    private Path file = Path.of("");

    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description = "Value of an input that the plan declares; else BELAY_INPUT_NAME, else its default.")
    private List<String> inputs = List.of();

    @Option(
            names = "--input-file",
            paramLabel = "FILE",
            description = "Values of inputs, one `name: value` a line; --input goes before them.")
    private Optional<Path> inputFile = Optional.empty();

    private Optional<ChosenPlan> chosen = Optional.empty();

    /**
     * Reads the file whatever it holds; the problems in it are part of the result. What no worker of this version carries out is one
     * of them.
     */
    ReadPlan read(Console console) {
        return judged(read(file, inputs, inputFile, console), Optional.empty());
    }

    /** @param host file of the plan's host, when it is at hand: its policy counts, and what it says is compared */
    static ReadPlan judged(ReadPlan plan, Optional<ReadHost> host) {
        ReadPlan judged =
                Accepted.judge(plan.heeded(), LocalDate.now(ZoneOffset.UTC), host.flatMap(ReadHost::configuration));
        return host.map(beside -> AgreedPlan.compare(judged, beside))
                .orElse(judged)
                .where(CarriedOut.features());
    }

    /**
     * The plan as the language reads it, whoever carries it out: to be explained, reviewed or drawn. Warnings are printed.
     *
     * @throws InvalidPlan when it is none
     */
    ReadPlan requireReadable(Console console) {
        return SavedPlanFile.isMeant(file)
                ? chosen().require(console)
                : required(read(file, inputs, inputFile, console), console);
    }

    /** The same for who has names of files and no such argument. */
    static ReadPlan readable(Path file, List<String> inputs, Optional<Path> inputFile, Console console) {
        if (SavedPlanFile.isMeant(file)) {
            return new ChosenPlan(file, inputs, inputFile).require(console);
        }
        ReadPlan plan = read(file, inputs, inputFile, console);
        if (plan.resolved().isEmpty()) {
            throw new InvalidPlan(plan.problems());
        }
        return plan;
    }

    /** The file as somebody named it, wherever they are. */
    Path file(Console console) {
        return named(file, console);
    }

    /** The plan and its inputs as somebody would type them again, for a command in a message. */
    String typed() {
        return chosen().typed();
    }

    /** One for the whole command: what was read once is not read again. */
    ChosenPlan chosen() {
        if (chosen.isEmpty()) {
            chosen = Optional.of(new ChosenPlan(file, inputs, inputFile));
        }
        return chosen.get();
    }

    /** The plan, ready to be carried out. Warnings are printed. @throws InvalidPlan when it is none */
    ReadPlan require(Console console) {
        return chosen().require(console);
    }

    static ReadPlan read(Path file, List<String> inputs, Optional<Path> inputFile, Console console) {
        Map<String, String> values = fromEnvironment(console.environment());
        inputFile.map(named -> fromFile(named(named, console))).ifPresent(values::putAll);
        Map<String, String> written = new LinkedHashMap<>();
        for (String input : inputs) {
            int equals = input.indexOf('=');
            if (equals < 1) {
                throw badInput("`--input " + input + "` has no value");
            }
            String name = input.substring(0, equals);
            if (written.put(name, input.substring(equals + 1)) != null) {
                throw badInput("`--input " + name + "` is given twice");
            }
        }
        values.putAll(written);
        return PlanFile.read(named(file, console), values);
    }

    /** The name stays as it was typed, because messages print it; only another working folder changes it. */
    private static Path named(Path file, Console console) {
        Path here = Path.of("").toAbsolutePath();
        return console.workingFolder().equals(here)
                ? file
                : console.workingFolder().resolve(file);
    }

    private static Map<String, String> fromFile(Path file) {
        InputFile.Result result = InputFile.read(file);
        if (result.problems().hasErrors()) {
            throw new InvalidPlan(result.problems());
        }
        return result.values();
    }

    /** What in a plan no worker of this version carries out, for commands that only read it. */
    static List<String> missing(ReadPlan plan) {
        return plan.uses().stream()
                .filter(use -> !CarriedOut.features().contains(use.feature().name()))
                .map(Use::note)
                .distinct()
                .toList();
    }

    /** Without errors; warnings are printed. @throws InvalidPlan when it is none */
    static ReadPlan required(ReadPlan plan, Console console) {
        if (plan.resolved().isEmpty()) {
            throw new InvalidPlan(plan.problems());
        }
        if (!plan.problems().isEmpty()) {
            print(plan.problems(), console);
        }
        return plan;
    }

    /** A fleet is a right file that nothing runs yet; that is said instead of calling it no plan. */
    static void requireNoFleet(Path file, Console console) {
        Path named = named(file, console);
        if (FileKind.of(named).filter(FleetFile.KIND::equals).isPresent()) {
            throw new InvalidPlan(
                    FleetFile.read(named).toRun(CarriedOut.features()).problems());
        }
    }

    static void print(Problems problems, Console console) {
        ProblemRenderer renderer = console.palette().on() ? ProblemRenderer.coloured() : ProblemRenderer.plain();
        console.err().print((console.interactive() ? renderer.within(console.width()) : renderer).text(problems));
        console.err().flush();
    }

    static String json(Problems problems) {
        return ProblemJson.of(problems).toPrettyString();
    }

    /** {@code BELAY_INPUT_PG_VERSION} is the input {@code pg_version}: names in the environment know no case. */
    private static Map<String, String> fromEnvironment(Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(VARIABLE) && name.length() > VARIABLE.length()) {
                values.put(name.substring(VARIABLE.length()).toLowerCase(Locale.ROOT), value);
            }
        });
        return values;
    }

    static CliFailure badInput(String what) {
        return new CliFailure(
                ExitCode.USAGE,
                CliErrors.BAD_INPUT,
                what,
                "nothing was started",
                "write --input name=value, once per name");
    }

    /** A text with errors in it. Ends the command; all its problems are printed. */
    static final class InvalidPlan extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Problems problems;

        InvalidPlan(Problems problems) {
            super(problems.errors() + " errors");
            this.problems = problems;
        }

        Problems problems() {
            return problems;
        }
    }
}
