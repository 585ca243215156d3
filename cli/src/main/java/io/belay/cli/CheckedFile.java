package io.belay.cli;

import io.belay.plans.file.FileKind;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.file.StepListFile;
import io.belay.plans.grammar.StepListGrammar;
import io.belay.plans.problem.Problems;
import io.belay.workers.host.CarriedOut;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of whichever kind, and what is wrong with it.
 *
 * @param kind {@code plan}, {@code step list} or {@code host's file}
 * @param hash of a plan without errors; else empty
 */
record CheckedFile(String kind, Problems problems, Optional<String> hash) {

    static CheckedFile read(Path file, InputsOption inputs, Console console) {
        Path found = found(file, console);
        String kind = FileKind.of(found).orElse("");
        if (kind.equals("HostConfiguration")) {
            return new CheckedFile("host's file", HostFile.read(found).problems(), Optional.empty());
        }
        if (kind.equals(StepListGrammar.KIND)) {
            return new CheckedFile("step list", StepListFile.check(found), Optional.empty());
        }
        ReadPlan plan = inputs.read(file, console).where(CarriedOut.features());
        return new CheckedFile("plan", plan.problems(), plan.hash());
    }

    /** As it was typed, because messages print it; only another working folder changes it. */
    static Path found(Path file, Console console) {
        return console.workingFolder().equals(Path.of("").toAbsolutePath())
                ? file
                : console.workingFolder().resolve(file);
    }

    boolean isValid() {
        return !problems.hasErrors();
    }
}
