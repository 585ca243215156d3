package io.belay.cli;

import io.belay.cli.init.Given;
import io.belay.cli.init.Interview;
import io.belay.cli.init.Situation;
import io.belay.workers.discovery.Findings;
import io.belay.workers.discovery.Wanted;
import io.belay.workers.host.CarriedOut;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at this host, asks what it cannot know, and writes a plan and the host's file for it. */
@Command(
        name = "init",
        description = "Look at a cluster on this host, ask a few questions, write a plan and the host's file.")
@CommandGroup(CommandGroup.Heading.START)
final class InitCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final Function<Wanted, Findings> scout;

    @Mixin
    private InitAnswers answers = new InitAnswers();

    @Mixin
    private InitWanted wanted = new InitWanted();

    @Option(names = "--out", paramLabel = "FOLDER", description = "Where the two files are written (default: here).")
    private Path out = Path.of("");

    @Option(names = "--yes", description = "Ask nothing: take every suggestion.")
    private boolean yes;

    @Option(names = "--force", description = "Write although a file is there; the old one is kept beside it.")
    private boolean force;

    @Option(
            names = "--allow",
            paramLabel = "WORD",
            split = ",",
            description =
                    "What the host allows (default: snapshot,rehearse); promote_offline and retire for a promotion.")
    private List<String> allow = List.of("snapshot", "rehearse");

    @Option(
            names = "--operators",
            paramLabel = "PERSON",
            split = ",",
            description = "Who may rehearse and apply (default: you).")
    private List<String> operators = List.of();

    @Option(names = "--state", paramLabel = "FOLDER", description = "The worker's journal and evidence.")
    private Optional<Path> state = Optional.empty();

    @Mixin
    private TemporalOption temporal = new TemporalOption();

    /** @param scout looks at this host */
    InitCommand(Surroundings surroundings, Function<Wanted, Findings> scout) {
        this.surroundings = surroundings;
        this.scout = scout;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        TemporalAddress address = temporal.resolve(console);
        Findings findings = scout.apply(wanted.toWanted(console.workingFolder()));
        InitReport report = new InitReport(console);
        report.notes(findings.notes());
        if (findings.clusters().isEmpty()) {
            throw InitFailures.nothingFound(findings, console);
        }
        Situation situation = new Situation(
                findings,
                Person.of(console),
                System.getProperty("user.name", "root"),
                ZoneId.systemDefault().getId().replace("Etc/UTC", "UTC"),
                LocalDate.now(surroundings.clock()),
                CarriedOut.features()::contains);
        Interview interview =
                new InitDialogue(surroundings, report).hold(Interview.begin(situation, answers.given()), yes);
        InitWriting writing = new InitWriting(console, report, out, force);
        return writing.write(interview.choices(given(situation, address))).number();
    }

    private Given given(Situation situation, TemporalAddress address) {
        return new Given(
                operators.isEmpty() ? List.of(situation.person()) : operators,
                state.map(folder -> surroundings.console().workingFolder().resolve(folder)),
                usualStates(situation.findings().root()),
                address.target(),
                address.source().equals("the default"),
                wanted.user().orElse("belay"),
                wanted.passwords(surroundings.console().workingFolder()),
                allow);
    }

    /** Outside of everything that is snapshotted; for others than root in their own home. */
    private Path usualStates(boolean root) {
        Map<String, String> environment = surroundings.console().environment();
        return root
                ? Path.of("/var/lib/belay")
                : Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                        .map(Path::of)
                        .orElseGet(() -> Path.of(environment.getOrDefault("HOME", "/var/tmp"), ".local", "state"))
                        .resolve("belay-worker");
    }
}
