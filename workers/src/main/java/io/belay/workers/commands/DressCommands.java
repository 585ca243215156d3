package io.belay.workers.commands;

import io.belay.workers.commands.Planned.Program;
import io.belay.workers.live.DressQuestions;
import io.belay.workers.live.TrialCommands;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.PgCtl;
import java.nio.file.Path;
import java.util.List;

/** How the target is asked whether it takes live's settings, and how they are tried on. Pure. */
final class DressCommands {

    private DressCommands() {}

    /** @param look names the folder of this look: each has its own */
    static List<Planned> asked(Installation target, Path transcripts, String look) {
        Program whole = new Program("", DressQuestions.all(target, transcripts, look));
        Program alone = new Program("", DressQuestions.alone(target, transcripts, look, "<setting>", "<value>"));
        return List.of(
                whole,
                Planned.onlyIf("the target refuses a setting of live's: again without it", List.of(whole)),
                Planned.forEach(
                        "of these settings that live's files have: " + String.join(", ", DressQuestions.askedAlone()),
                        List.of(alone)));
    }

    /** A real start on an empty cluster that is thrown away. */
    static List<Planned> triedOn(Site site, Path root) {
        Installation target = site.target();
        Path data = TrialCommands.data(root);
        return List.of(
                program(site, TrialCommands.initdb(target, data, Placeholders.INSTALL_USER, Placeholders.WAL_SEGMENT)),
                program(site, PgCtl.start(target, data, TrialCommands.log(root))),
                program(site, PgCtl.stop(target, data, PgCtl.Mode.IMMEDIATE)),
                program(site, ControlDataReader.arguments(target, data)),
                new Planned.Call("remove the tree " + root));
    }

    private static Program program(Site site, List<String> arguments) {
        return new Program(site.owner(), arguments);
    }
}
