package io.belay.workers.clone;

import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.Startable;
import io.belay.workers.postgres.ToolRun;
import java.nio.file.Path;

/**
 * A copy that passed the gate and may be started. Only {@link Gate} makes one, so a data directory that was not sanitised cannot be
 * started by mistake. Immutable; what it proves is true until somebody else writes into the clone.
 */
public final class SafeClone implements Startable {

    private final CloneFacts facts;
    private final GateReport report;
    private final ToolRun run;

    SafeClone(CloneFacts facts, GateReport report, ToolRun run) {
        this.facts = facts;
        this.report = report;
        this.run = run;
    }

    public String id() {
        return facts.request().id();
    }

    /** Real path of the subvolume, dataset or tree. */
    public Path root() {
        return facts.root();
    }

    @Override
    public Path dataDirectory() {
        return facts.data();
    }

    @Override
    public Installation installation() {
        return facts.request().installation();
    }

    @Override
    public Path socketFolder() {
        return facts.request().socketFolder();
    }

    @Override
    public int port() {
        return facts.request().port();
    }

    @Override
    public String superuser() {
        return facts.request().superuser();
    }

    @Override
    public Path log() {
        return CloneLayout.log(facts.root(), facts.request().snapshot(), facts.major());
    }

    @Override
    public ToolRun run() {
        return run;
    }

    /** As it was before its first start; {@link CloneServers#control} tells how it is now. */
    public ControlData controlData() {
        return facts.control();
    }

    public GateReport report() {
        return report;
    }

    CloneFacts facts() {
        return facts;
    }

    /** A working folder in the clone that belongs to its owner; made when it is not there. */
    Path workFolder(String name) {
        Path folder = facts.own().resolve(name);
        facts.files().makeFolders(folder);
        return folder;
    }
}
