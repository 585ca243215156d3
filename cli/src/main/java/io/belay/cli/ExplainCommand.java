package io.belay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.check.NotCarriedOut;
import io.belay.plans.explain.Explanation;
import io.belay.plans.file.ReadPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a plan, a field, or an error code from the pages packaged with Belay; asks nobody for any of them. */
@Command(
        name = "explain",
        description = "Explain a plan (what will be done, with every default), an error code, or a field.")
@CommandGroup(CommandGroup.Heading.PLANS)
final class ExplainCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PLAN|CODE|FIELD",
            arity = "0..1",
            description = "A plan file, a code such as BLY-4105, or a field such as budget.hold.")
    private String subject = "";

    @Option(names = "--defaults", description = "Of a plan: print each default on a line of its own.")
    private boolean defaults;

    @ArgGroup(exclusive = false)
    private CommandsOption commands = new CommandsOption();

    @Option(names = "--input", paramLabel = "NAME=VALUE", description = "Value of an input that the plan declares.")
    private List<String> inputs = List.of();

    @Option(names = "--input-file", paramLabel = "FILE", description = "Values of inputs, one `name: value` a line.")
    private Optional<Path> inputFile = Optional.empty();

    @Option(names = "--list", description = "List all error codes.")
    private boolean list;

    @Mixin
    private OutputOption output;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (list) {
            return listCodes();
        }
        Optional<String> code = ErrorPages.code(subject);
        if (code.isPresent()) {
            return explainCode(code.get());
        }
        if (subject.isEmpty()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "name a plan file, an error code or a field");
        }
        if (commands.wanted()) {
            return commands.explain(new ChosenPlan(Path.of(subject), inputs, inputFile), output, console);
        }
        return FieldPages.isField(subject, console) ? explainField() : explainPlan();
    }

    private int explainField() {
        Optional<ObjectNode> found = FieldPages.json(subject);
        if (found.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "there is no field `" + subject + "`" + FieldPages.suggestion(subject));
        }
        console.out().print(output.json() ? Json.text(found.get()) + "\n" : FieldPages.text(subject, console));
        return ExitCode.DONE.number();
    }

    private int explainPlan() {
        ReadPlan plan = PlanArgument.readable(Path.of(subject), inputs, inputFile, console);
        Explanation explanation = Explanation.of(plan.resolved().get())
                .withDefaults(plan.defaults())
                .withMissing(Stream.of(PlanArgument.missing(plan), NotCarriedOut.notes())
                        .flatMap(List::stream)
                        .toList());
        if (output.json()) {
            console.out().println(explanation.json().toPrettyString());
        } else {
            console.out()
                    .print(
                            console.interactive()
                                    ? explanation.text(defaults, console.width())
                                    : explanation.text(defaults));
        }
        return ExitCode.DONE.number();
    }

    private int listCodes() {
        Table table = new Table().column("code").column("title");
        var codes = Json.document("error-codes");
        var array = codes.putArray("codes");
        ErrorPages.all().forEach((code, page) -> {
            table.row(code, ErrorPages.title(page));
            array.addObject().put("code", code).put("title", ErrorPages.title(page));
        });
        if (output.json()) {
            console.out().println(Json.text(codes));
        } else {
            table.lines(console.width(), console.palette()).forEach(console.out()::println);
        }
        return ExitCode.DONE.number();
    }

    private int explainCode(String code) {
        String page = ErrorPages.page(code)
                .orElseThrow(() -> new CliFailure(
                        ExitCode.USAGE,
                        CliErrors.NO_SUCH_PAGE,
                        "there is no page for `" + code + "`",
                        "nothing was started",
                        ErrorPages.nearest(code)
                                        .map(near -> "did you mean " + near + "? ")
                                        .orElse("")
                                + console.command() + " explain --list prints all codes"));
        if (output.json()) {
            console.out()
                    .println(Json.text(Json.document("error-page")
                            .put("code", code)
                            .put("title", ErrorPages.title(page))
                            .put("markdown", page)));
        } else {
            console.out().print(ErrorPages.render(page, console.width(), console.palette()));
        }
        return ExitCode.DONE.number();
    }
}
