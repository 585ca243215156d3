package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.Queues;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * I9: whoever reaches the Temporal server can put requests of their own making into a host's queue. The host does nothing of what its
 * own file does not let it do; each refusal has its code and a line in the worker's log.
 */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class HostileClientIT {

    private static final String HOST = "lab";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private House house;
    private Stranger stranger;
    private String cluster;
    private String snapshot;
    private String plan;
    private List<String> folders;

    @BeforeAll
    void open() {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual().withoutPooler());
        stranger = new Stranger(house.lab().temporal().address());
        cluster = house.lab().clusterReference();
        snapshot = house.snapshot();
        plan = House.canonical(house.lab().planFile());
        folders = stateFolders();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            stranger.close();
            house.close();
        }
    }

    @AfterEach
    void nothingWasDone() {
        assertThat(new Traces(house.lab()).left()).isEmpty();
        assertThat(stateFolders()).isEqualTo(folders);
        assertThat(house.client().snapshots(cluster))
                .singleElement()
                .satisfies(only -> assertThat(only.id()).isEqualTo(snapshot));
        assertThat(house.lab().cluster().isRunning()).isTrue();
    }

    @Test
    void a_step_of_another_cluster_is_refused() {
        RunReference elsewhere =
                new RunReference("r1", true, "lab/invoices", "orders", CanonicalForm.hash(plan), snapshot);

        assertRefused("BLY-3050", "StepRun", request(elsewhere, "preflight", "preflight", "{}", plan));
    }

    @Test
    void a_plan_that_is_not_the_one_of_its_run_is_refused() {
        String other = plan.replace("\"owner\":\"", "\"owner\":\"mallory and ");
        assertThat(other).isNotEqualTo(plan);

        assertRefused("BLY-3070", "StepRun", request(run(plan), "preflight", "preflight", fields("preflight"), other));
    }

    @Test
    void a_step_under_another_name_kind_or_with_other_fields_is_refused() {
        assertRefused("BLY-3070", "StepRun", request(run(plan), "verify", "pg_upgrade", fields("verify"), plan));
        assertRefused("BLY-3070", "StepRun", request(run(plan), "elsewhere", "verify", fields("verify"), plan));
        assertRefused("BLY-3070", "StepRun", request(run(plan), "verify", "verify", "{\"schema\":\"none\"}", plan));
        assertRefused("BLY-3052", "StepRun", request(run(plan), "verify", "shell", "{\"run\":\"id\"}", plan));
    }

    @Test
    void what_goes_beyond_the_candidate_is_no_part_of_a_rehearsal_whatever_a_forged_plan_says() {
        for (String kind : List.of("promote", "retire", "notify", "exec")) {
            String fields = kind.equals("exec") ? "{\"effects\":\"outside\",\"program\":\"sh\"}" : "{}";
            String forged = withHarmlessStep(kind, fields);
            for (String verb :
                    List.of("StepProbe", "StepPrepare", "StepRun", "StepVerify", "StepUndo", "StepInspect")) {
                assertRefused("BLY-3070", verb, request(run(forged), kind, kind, fields, forged));
            }
        }
    }

    @Test
    void names_that_lead_out_of_a_folder_are_refused() {
        RunReference out =
                new RunReference("../../../etc", true, cluster, "orders", CanonicalForm.hash(plan), snapshot);

        assertRefused("BLY-3061", "StepRun", request(out, "preflight", "preflight", fields("preflight"), plan));
        assertRefused("BLY-3061", "StepInspect", request(out, "preflight", "preflight", fields("preflight"), plan));
        assertRefused("BLY-3061", "CandidateTakeWaypoint", out, "behind-clone");
        assertRefused("BLY-3061", "CandidateRestore", out, "behind-clone");
        assertRefused("BLY-3061", "CandidateDrop", out);
        assertRefused("BLY-30", "HostRead", cluster, "../../../etc", "passwd", 0, 100);
        assertRefused("BLY-", "HostRead", cluster, "r1", "../../../../etc/passwd", 0, 100);
        assertRefused("BLY-30", "ClonesCreate", cluster, snapshot, "../../live", "mallory");
        assertRefused("BLY-30", "ClonesDrop", cluster, "../../live");
    }

    @Test
    void snapshots_and_clones_of_clusters_that_the_file_does_not_name_are_refused() {
        assertRefused("BLY-3050", "SnapshotsTake", "lab/invoices", "request-1", "mallory");
        assertRefused("BLY-3050", "SnapshotsPrune", "lab/invoices", 0);
        assertRefused("BLY-3050", "ClonesCreate", "lab/invoices", snapshot, "look", "mallory");
        assertRefused("BLY-3050", "HostRead", "lab/invoices", "r1", "", 0, 100);
    }

    private void assertRefused(String code, String activity, Object... arguments) {
        String before = house.text(house.log("worker"));
        for (String queue : List.of(Queues.heavy(HOST), Queues.probe(HOST))) {
            String answer = stranger.ask(queue, activity, arguments);
            if (!answer.contains("is not registered")) {
                assertThat(answer).as(activity + " on " + queue).contains(code);
                assertThat(answer).doesNotContain("outcome=SUCCEEDED");
            }
        }
        assertThat(house.text(house.log("worker")).substring(before.length()))
                .as("the worker's log of " + activity)
                .contains(code);
    }

    private RunReference run(String text) {
        return new RunReference("r1", true, cluster, "orders", CanonicalForm.hash(text), snapshot);
    }

    private String fields(String step) {
        ResolvedPlan resolved = CanonicalForm.read(plan);
        return resolved.steps().stream()
                .filter(candidate -> candidate.id().equals(step))
                .map(candidate -> CanonicalForm.write(candidate.with()))
                .findFirst()
                .orElseThrow();
    }

    /** A plan of the stranger's own, hashed rightly, that calls the step one that only looks. */
    private String withHarmlessStep(String kind, String fields) {
        try {
            ObjectNode forged = (ObjectNode) MAPPER.readTree(plan);
            ObjectNode step = forged.path("steps").get(0).deepCopy();
            step.put("id", kind).put("kind", kind).set("with", MAPPER.readTree(fields));
            ((ArrayNode) forged.path("steps")).add(step);
            return CanonicalForm.write(forged);
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static StepRequest request(RunReference run, String step, String kind, String fields, String plan) {
        return new StepRequest(run, step, kind, 1, 1, 17, fields, plan);
    }

    /** Journals, evidence and run folders: a refused request leaves none. */
    private List<String> stateFolders() {
        try (Stream<Path> all = Files.walk(house.state(), 2)) {
            return all.filter(Files::isDirectory).map(Path::toString).sorted().toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
