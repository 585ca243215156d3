package io.belay.workers.commands;

import io.belay.workers.clone.CloneLayout;
import io.belay.workers.clone.Gate;
import io.belay.workers.clone.Sockets;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PgCtl;
import io.belay.workers.verify.SchemaCommands.Door;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster in a copy that Belay makes, before it is there: the calls that work on it. Immutable.
 *
 * @param name of the copy, for people
 * @param server as which its statements are noted
 * @param root of the copy
 * @param data in the copy
 * @param snapshot that the copy descends from
 */
record CopiedCluster(
        Site site, String name, RunServer server, Path root, Path data, Installation installation, String snapshot) {

    /** When the gate makes it from a copy that it never saw, and where the state of a cluster that stands still is looked up. */
    Program controlData() {
        return asOwner(ControlDataReader.arguments(installation, data));
    }

    /** With what the gate looks up on the running server. */
    List<Planned> start() {
        List<Planned> all = new ArrayList<>();
        all.add(program());
        all.addAll(sql(Gate.statements()));
        return all;
    }

    List<Planned> sql(List<ListedStatement> listed) {
        return ListedAt.of(server, site.withTemplates()).all(listed);
    }

    private Program program() {
        return asOwner(PgCtl.start(installation, data, CloneLayout.log(root, snapshot, installation.major())));
    }

    /** Cleanly; its control file is read behind it. */
    List<Planned> stop() {
        return List.of(asOwner(PgCtl.stop(installation, data, PgCtl.Mode.FAST)), controlData());
    }

    Path sockets() {
        return Sockets.in(site.place()).folder().resolve(Placeholders.socketsOf(name));
    }

    Door door() {
        return new Door(sockets(), CloneLayout.PORT, Placeholders.INSTALL_USER);
    }

    Program asOwner(List<String> arguments) {
        return new Program(site.owner(), arguments);
    }
}
