package io.belay.workers.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.plans.model.Channel;
import io.belay.plans.model.HostProgram;
import io.belay.plans.model.HostProgram.Arguments;
import io.belay.plans.model.HostProgram.Value;
import io.belay.plans.model.SecretReference;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.resolve.ResolvedStep.OnFailure;
import io.belay.plans.resolve.ResolvedStep.Retry;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.When;
import io.belay.workers.evidence.CommandNotes;
import io.belay.workers.evidence.RunEvidence;
import io.belay.workers.posix.Accounts;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.JournalLauncher;
import io.belay.workers.process.Masking;
import io.belay.workers.process.ProgramDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Contexts of steps that need no cluster: a host's programs and channels, a run journal, and nothing else. */
final class StepBed {

    static final String SECRET = "s3cret-of-the-program";
    static final SecretReference REFERENCE = new SecretReference.InFile(Path.of("/etc/belay/secret"));

    private final Path folder;
    private final List<HostProgram> programs = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();
    private Runnable onCheck = () -> {};
    private String timeout = "10m";
    private String secret = SECRET;
    private final List<ResolvedStep> before = new ArrayList<>();
    private final List<ResolvedStep> behind = new ArrayList<>();

    StepBed(Path folder) {
        this.folder = folder;
    }

    /** A shell script that the host's file describes as it is now. */
    Path program(String name, Arguments arguments, Set<String> effects, String... lines) {
        Path path = folder.resolve(name);
        try {
            Files.write(path, List.of("#!/bin/sh", String.join("\n", lines)));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        programs.add(new HostProgram(
                name,
                path,
                ProgramDigest.of(path),
                List.copyOf(effects),
                Accounts.current().orElseThrow().name(),
                arguments,
                Map.of(
                        "FOLDER", new Value(Optional.of(folder.toString()), Optional.empty()),
                        "TOKEN", new Value(Optional.empty(), Optional.of(REFERENCE)))));
        return path;
    }

    Path program(String name, String effects, String... lines) {
        return program(name, new HostProgram.AnyArguments(), Set.of(effects), lines);
    }

    void channel(Channel channel) {
        channels.add(channel);
    }

    void onCheck(Runnable reaction) {
        onCheck = reaction;
    }

    void timeout(String canonical) {
        timeout = canonical;
    }

    void secret(String now) {
        secret = now;
    }

    /** What stands before it in the plan. */
    void before(ResolvedStep... steps) {
        before.addAll(List.of(steps));
    }

    /** What stands behind it in the plan. */
    void behind(ResolvedStep... steps) {
        behind.addAll(List.of(steps));
    }

    Path journal() {
        return folder.resolve("journal");
    }

    Path evidence(String run) {
        return folder.resolve("evidence").resolve(run);
    }

    StepContext context(String kind, int epoch, String with) {
        try {
            return context(kind, epoch, JsonMapper.builder().build().readTree(with));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @SuppressWarnings("NullAway") // these steps look at no cluster
    private StepContext context(String kind, int epoch, JsonNode with) {
        Masking masking = Masking.of(() -> Set.of(secret));
        RunEvidence evidence = RunEvidence.open(folder.resolve("evidence"), "r1", masking, Clock.systemUTC());
        CommandNotes notes = new CommandNotes(evidence.folder(), "it", masking::mask);
        return new StepContext(
                new StepRequest(
                        new RunReference("r1", false, "db1/orders", "orders-to-17", "hash", ""),
                        "it",
                        kind,
                        epoch,
                        1,
                        17,
                        with.toString(),
                        ""),
                plan(kind, with),
                with,
                null,
                new HostMeans(
                        "db1",
                        programs,
                        channels,
                        reference -> Optional.of(secret).filter(text -> !text.isEmpty())),
                new RunFolder(folder.resolve("runs").resolve("r1")),
                evidence,
                evidence.folder().resolve("transcripts").resolve("it"),
                notes.noting(new HostCommandRunner(masking)),
                notes.noting(new JournalLauncher(journalFolder(), masking, Clock.systemUTC())),
                notes,
                new Attempt() {
                    @Override
                    public void show(String lastLines) {
                        // Nobody watches a test.
                    }

                    @Override
                    public void check() {
                        onCheck.run();
                    }
                });
    }

    private Path journalFolder() {
        try {
            return Files.createDirectories(journal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResolvedPlan plan(String kind, JsonNode with) {
        var nothing = JsonNodeFactory.instance.objectNode();
        ResolvedStep step = new ResolvedStep(
                "it",
                kind,
                RunsOn.HOST,
                List.of(),
                false,
                true,
                new Back("nothing", "nothing"),
                When.ALWAYS,
                List.of(),
                new Retry(1, "30s"),
                timeout,
                new OnFailure("last_good_step", "wait_for_operator"),
                "",
                with);
        List<ResolvedStep> steps = new ArrayList<>(before);
        steps.add(step);
        steps.addAll(behind);
        return new ResolvedPlan("belay/v1", 1, "orders-to-17", "o", "", "db1/orders", nothing, nothing, nothing, steps);
    }
}
