package io.belay.cli;

import io.belay.engine.run.Choice;
import io.belay.engine.run.RunStatus;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says yes to the very plan of a run that waits for it. */
@Command(
        name = "approve",
        description = "Say yes to the plan of a run that waits for people; binds to the plan's hash.")
@CommandGroup(CommandGroup.Heading.DECISIONS)
final class ApproveCommand extends DecisionCommand {

    private static final int SHORTEST = 12;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STEP",
            description = "The step that waits (default: the one).")
    private String step = "";

    @Option(
            names = "--hash",
            paramLabel = "HASH",
            description =
                    "The plan's hash as you have read it, at least 12 digits; refused when the run carries another.")
    private String hash = "";

    @Option(
            names = "--facts",
            paramLabel = "HASH",
            description = "The facts hash as you have read it in the saved plan, at least 12 digits; likewise.")
    private String facts = "";

    @Option(
            names = "--sign",
            paramLabel = "KEYFILE",
            description = "Your Ed25519 key (PEM); the host verifies the signature before it lets clients be held.")
    private @Nullable Path key;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "For how long a signature holds from now on (default: ${DEFAULT-VALUE}).")
    private String time = "3d";

    ApproveCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    Choice choice(RunView found) {
        Choice unsigned = Choice.approve(
                GateChoice.gate(found, step, isNamedRequest(), console()),
                boundTo(hash, found.observed().planHash()),
                boundTo(facts, found.status().facts()));
        return key == null || isPreview()
                ? unsigned
                : unsigned.signed(new Signing(key, time, surroundings().clock(), console())
                        .of(found.id(), found.status().cluster(), unsigned)
                        .write());
    }

    @Override
    String sentence(RunView before, Choice choice, RunStatus now) {
        return "`" + choice.step() + "` of run " + before.id() + " is approved by " + Person.of(console())
                + " for plan " + shortened(choice.planHash())
                + (choice.factsHash().isEmpty() ? "" : " and facts " + shortened(choice.factsHash()))
                + (choice.signature().isEmpty()
                        ? " (recorded, not authenticated)"
                        : " (signed; the host verifies it before clients are held)");
    }

    @Override
    boolean canBeMeant(RunView open) {
        return GateChoice.canBeMeant(open, isNamedRequest());
    }

    /** What was read is what is approved; without it, what the run shows. */
    private static String boundTo(String read, String whole) {
        boolean same = read.isEmpty() || (read.length() >= SHORTEST && whole.startsWith(read));
        return same ? whole : read;
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(SHORTEST, hash.length()));
    }
}
