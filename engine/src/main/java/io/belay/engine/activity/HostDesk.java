package io.belay.engine.activity;

import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Quick questions to a host, answered on its probe queue so that they never wait behind heavy work. Reads only. */
@ActivityInterface(namePrefix = "Host")
public interface HostDesk {

    Announcement announce();

    /**
     * Whether this host's own file lets a person do something: a success, or a failure that says who may. Names are taken as they
     * come, nobody is authenticated.
     */
    StepResult admit(Deed deed);

    /** What the host's file and the host itself say of a cluster, as far as a plan relies on it. Starts nothing, writes nothing. */
    FactsReport facts(FactsQuestion question);

    /**
     * Whether a plan and this host say the same of what both speak about, and whether the host's policy lets the plan pass: a
     * success, or a failure that names every difference with both values and both places.
     *
     * @param plan the resolved plan as canonical JSON text
     */
    StepResult agree(String plan);

    /**
     * A piece of a run's log or evidence, secrets masked.
     *
     * @param file relative to the run's evidence folder; empty for the list of files, one per line
     * @param offset in bytes; negative counts from the end
     * @param length at most 65,536 bytes are returned
     */
    TextPiece read(String cluster, String runId, String file, long offset, int length);

    /**
     * @param protocol version of this package's contract that the host speaks
     * @param kinds step kinds that it can carry out
     * @param clusters what its configuration names, with what is allowed: {@code orders -> snapshot, rehearse}
     * @param versions PostgreSQL majors with their full version, {@code 17 -> 17.11}
     * @param notIsolated what this host cannot isolate a clone from, one sentence each
     * @param live major of what is live now, per cluster; those that cannot be looked up are missing
     * @param remembersPlans whether a plan that it has seen may be named by its hash; never said by a worker from before
     */
    record Announcement(
            String host,
            int protocol,
            String belayVersion,
            List<String> kinds,
            Map<String, List<String>> clusters,
            Map<String, String> versions,
            List<String> notIsolated,
            Map<String, Integer> live,
            boolean remembersPlans) {

        public Announcement(
                String host,
                int protocol,
                String belayVersion,
                List<String> kinds,
                Map<String, List<String>> clusters,
                Map<String, String> versions,
                List<String> notIsolated,
                Map<String, Integer> live) {
            this(host, protocol, belayVersion, kinds, clusters, versions, notIsolated, live, false);
        }

        public Announcement {
            // A worker from before says nothing of it.
            live = Map.copyOf(Objects.requireNonNullElse(live, Map.of()));
        }
    }

    /**
     * @param action {@code rehearse}, {@code apply}, {@code approve} or {@code retire}
     * @param asked persons and groups that the plan asks for their approval; empty when it asks nobody
     * @param planHash of what is approved; empty for other actions
     * @param approval with its signature, for a host that wants one; absent for other actions
     * @param run that is approved; empty for other actions
     */
    record Deed(
            String cluster,
            String person,
            String action,
            List<String> asked,
            String planHash,
            Optional<GivenApproval> approval,
            String run) {

        public Deed {
            asked = List.copyOf(asked);
            // An engine from before says nothing of them.
            planHash = Objects.requireNonNullElse(planHash, "");
            approval = Objects.requireNonNullElse(approval, Optional.empty());
            run = Objects.requireNonNullElse(run, "");
        }

        public Deed(String cluster, String person, String action, List<String> asked) {
            this(cluster, person, action, asked, "", Optional.empty(), "");
        }
    }

    record TextPiece(String text, long nextOffset, boolean end) {}
}
