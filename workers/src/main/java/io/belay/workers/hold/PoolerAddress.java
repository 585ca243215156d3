package io.belay.workers.hold;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.HostPooler.ByPrograms;
import io.belay.plans.model.HostPooler.PgBouncer;
import io.belay.plans.model.HostProgram;
import io.belay.workers.process.CommandRunner;
import java.nio.file.Path;
import java.util.List;

/**
 * How one gets at what clients come through, written into an order: whoever completes or undoes a hold knows nothing else. Immutable,
 * without secrets.
 *
 * <p>One that says no kind was written by a version that knew PgBouncer only.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = PgBouncerAddress.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = PgBouncerAddress.class, name = "pgbouncer"),
    @JsonSubTypes.Type(value = ProgramsAddress.class, name = "exec")
})
public sealed interface PoolerAddress permits PgBouncerAddress, ProgramsAddress {

    String name();

    /** What has to be revealed where it is used. */
    List<Secret> secrets();

    /** @param folder working folder, by which what a killed hold left is found; belongs to the worker alone */
    Pooler open(Path psql, Path folder, CommandRunner commands);

    /** The same for a hold that is short: what takes long to open is kept open. */
    default Pooler openKept(Path psql, Path folder, CommandRunner commands) {
        return open(psql, folder, commands);
    }

    /**
     * @param host its name
     * @param programs all that its file describes
     * @throws HoldFailure {@code BLY-3600} when this version holds no clients there
     */
    static PoolerAddress of(HostPooler described, String host, List<HostProgram> programs) {
        if (described.kind() instanceof PgBouncer bouncer) {
            return PgBouncerAddress.of(described.name(), bouncer);
        }
        if (described.kind() instanceof ByPrograms by) {
            return ProgramsAddress.of(described.name(), by, host, programs);
        }
        throw new HoldFailure(
                HoldErrors.POOLER_UNREACHABLE,
                "`" + described.name() + "` is described as `"
                        + described.kind().word()
                        + "`; this version holds clients at a PgBouncer, or by programs. Nothing was done");
    }
}
