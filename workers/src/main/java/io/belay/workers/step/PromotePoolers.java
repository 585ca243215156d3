package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.HostPooler.ByPrograms;
import io.belay.plans.model.Reference;
import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.hold.Pooler;
import io.belay.workers.hold.PoolerAddress;
import io.belay.workers.posix.Durable;
import io.belay.workers.postgres.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The poolers that the clients of the run's cluster come through. */
final class PromotePoolers {

    private final StepContext context;

    PromotePoolers(StepContext context) {
        this.context = context;
    }

    /** Those that the plan states, else all of the cluster's. */
    List<HostPooler> described() {
        List<HostPooler> found = new ArrayList<>();
        for (String reference : references()) {
            String name = reference.substring(reference.indexOf('/') + 1);
            boolean here = reference.startsWith(context.run().host() + "/");
            found.add(context.cluster().poolers().stream()
                    .filter(pooler -> here && pooler.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new HoldFailure(
                            HoldErrors.POOLER_UNREACHABLE,
                            "this host describes no pooler `" + reference + "`; one on another host cannot be held from"
                                    + " here in this version")));
        }
        return found;
    }

    private List<String> references() {
        JsonNode stated = context.plan().blocks().path("clients").path("poolers");
        List<String> references = new ArrayList<>();
        if (stated.isArray()) {
            stated.forEach(reference -> references.add(reference.asText()));
        } else {
            context.cluster().configured().poolers().stream()
                    .map(Reference::toString)
                    .forEach(references::add);
        }
        return references;
    }

    /** @param folder for what their consoles say; made when missing */
    List<Pooler> open(Installation programs, Path folder) {
        Durable.createFolders(folder, "rwx------");
        return addresses().stream()
                .map(pooler -> pooler.open(programs.program("psql"), folder, context.commands()))
                .toList();
    }

    /** @throws HoldFailure {@code BLY-3600} when this version holds no clients at one of them */
    List<PoolerAddress> addresses() {
        HostMeans means = context.means();
        return described().stream()
                .map(pooler -> PoolerAddress.of(pooler, means.host(), means.programs()))
                .toList();
    }

    /** The programs among them as the host has them now; success where there are none. */
    StepResult programs() {
        ProgramChecks checks = new ProgramChecks(context.means());
        for (HostPooler pooler : described()) {
            if (pooler.kind() instanceof ByPrograms by) {
                by.byVerb().values().stream()
                        .distinct()
                        .forEach(name -> checks.look(new ProgramCall(name, List.of(), ProgramCall.OUTSIDE)));
            }
        }
        return checks.result();
    }
}
