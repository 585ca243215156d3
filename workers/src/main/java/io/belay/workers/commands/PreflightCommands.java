package io.belay.workers.commands;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.live.DressQuestions;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Installation;
import io.belay.workers.preflight.PreflightPrograms;
import io.belay.workers.preflight.PreflightPrograms.Question;
import io.belay.workers.step.ThrowAways;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What preflight runs: in a rehearsal on a copy of the snapshot under test, in an apply beside live. Pure. */
final class PreflightCommands {

    private static final String LOOK = "<number of the look>";

    private PreflightCommands() {}

    static List<Planned> forwards(Scene scene, ResolvedStep step) {
        List<Planned> all = new ArrayList<>();
        CopiedCluster copy = scene.oldThrowAway(ThrowAways.OF_PREFLIGHT);
        if (scene.rehearsal()) {
            all.addAll(ThrowAwayCommands.open(scene, copy, scene.image()));
        } else {
            all.add(new Program(
                    scene.site().owner(),
                    ControlDataReader.arguments(
                            scene.site().source(), scene.site().dataDirectory())));
        }
        all.addAll(questions(scene, scene.transcripts(step)));
        if (scene.rehearsal()) {
            all.addAll(ThrowAwayCommands.close(scene, copy));
        }
        return all;
    }

    private static List<Planned> questions(Scene scene, Path transcripts) {
        Installation target = scene.site().target();
        Path empty = transcripts.resolve(PreflightPrograms.EMPTY_CONFIGURATION);
        List<Planned> all = new ArrayList<>();
        PreflightPrograms.ofSource().forEach(question -> all.add(asked(scene.site().source(), question)));
        PreflightPrograms.ofTarget(empty.toString()).forEach(question -> all.add(asked(target, question)));
        Program whole = new Program("", DressQuestions.all(target, transcripts, LOOK));
        all.add(whole);
        all.add(Planned.onlyIf("the target refuses a setting of live's: again without it", List.of(whole)));
        all.add(Planned.forEach(
                "of these settings that live's files have: " + String.join(", ", DressQuestions.askedAlone()),
                List.of(new Program(
                        "", DressQuestions.alone(target, transcripts, LOOK, "<setting>", "<value>")))));
        return all;
    }

    /** One that the installation does not have is not started. */
    private static Program asked(Installation installation, Question question) {
        List<String> arguments = new ArrayList<>();
        arguments.add(installation.program(question.program()).toString());
        arguments.addAll(question.arguments());
        return new Program("", arguments);
    }
}
