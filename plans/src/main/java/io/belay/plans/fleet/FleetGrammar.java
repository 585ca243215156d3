package io.belay.plans.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.fleet.FleetPlan.Exceptional;
import io.belay.plans.fleet.FleetPlan.FailureBudget;
import io.belay.plans.fleet.Wave.Member;
import io.belay.plans.fleet.Wave.Value;
import io.belay.plans.grammar.BlockType;
import io.belay.plans.grammar.FieldType;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Header;
import io.belay.plans.grammar.MetadataGrammar;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.NotificationsGrammar;
import io.belay.plans.grammar.Outline;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.grammar.Reading;
import io.belay.plans.grammar.Several;
import io.belay.plans.grammar.Shape;
import io.belay.plans.grammar.Slot;
import io.belay.plans.model.Metadata;
import io.belay.plans.model.NamedFile;
import io.belay.plans.model.Reference;
import io.belay.plans.problem.Problem;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.step.FileType;
import io.belay.plans.step.StepKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A whole {@code FleetPlan}. */
public final class FleetGrammar {

    public static final String KIND = "FleetPlan";

    private static final Pattern INPUT = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Pattern REFERENCE = Pattern.compile("[a-z][a-z0-9-]{0,62}/[a-z][a-z0-9-]{0,62}");

    private static final FieldType<Value> VALUE = new FieldType<>() {
        @Override
        public String words() {
            return "a single value";
        }

        @Override
        public Optional<Value> read(Node node, Slot slot) {
            return Names.text(200).literal().read(node, slot).map(text -> new Value(text, node.place()));
        }

        @Override
        public JsonNode write(Value value) {
            return JsonNodeFactory.instance.textNode(value.text());
        }

        @Override
        public Shape shape() {
            return Names.text(200).literal().shape();
        }
    };

    private static final FieldType<Map<String, Value>> INPUTS = Several.mapOf("an input's name", INPUT, VALUE);

    private static final FieldType<Member> MEMBER = new FieldType<>() {
        @Override
        public String words() {
            return Names.REFERENCE.words();
        }

        @Override
        public Optional<Member> read(Node node, Slot slot) {
            return Names.REFERENCE.read(node, slot).map(cluster -> new Member(cluster, node.place()));
        }

        @Override
        public JsonNode write(Member member) {
            return Names.REFERENCE.write(member.cluster());
        }

        @Override
        public Shape shape() {
            return Names.REFERENCE.shape();
        }
    };

    private static final BlockType<Wave> WAVE = new BlockType<>("the fields of a wave", FleetGrammar::wave);

    private FleetGrammar() {}

    /** Empty when the file is no fleet at all; one with errors is returned, so that its rules are judged too. */
    static Optional<FleetPlan> read(Node root, Reading reading) {
        if (!(root instanceof MappingNode mapping)) {
            reading.wrongShape(root, "the file", "fields");
            return Optional.empty();
        }
        return read(new Form(reading, "", reading.file(), mapping));
    }

    public static Outline outline() {
        return Outline.of(FleetGrammar::read);
    }

    private static Optional<FleetPlan> read(Form form) {
        Reading reading = form.reading();
        if (!Header.check(form, form.node(), KIND)) {
            return Optional.empty();
        }
        Metadata metadata = MetadataGrammar.read(form);
        Optional<NamedFile> plan = plan(form);
        Map<String, Value> inputs = form.optional("inputs", INPUTS, Map.of());
        List<Wave> waves = form.required(
                "waves", Several.listOf(WAVE), List.of(), "waves: [{name: canary, clusters: [db1/shop]}]");
        List<Exceptional> exceptions = exceptions(form);
        FailureBudget budget = budget(form);
        var notifications = NotificationsGrammar.read(form);
        for (String block : List.of("live", "target", "steps", "storage", "snapshots", "budget")) {
            form.advise(block, "`" + block + "` stands in the plan that `plan.file` names");
        }
        form.close();
        return Optional.of(
                new FleetPlan(metadata, plan, inputs, waves, exceptions, budget, notifications, reading.places()));
    }

    /** The pinned text: a fleet whose plan changed under it is another fleet. */
    private static Optional<NamedFile> plan(Form fleet) {
        Optional<Form> block = fleet.requiredBlock("plan", "plan: {file: shop.plan.yaml, sha256: ...}");
        return block.flatMap(form -> {
            Optional<NamedFile> file = form.stated("file", FileType.PLAN);
            if (!form.has("file")) {
                form.missing("file", "file: shop.plan.yaml");
            }
            Optional<String> pinned = form.stated("sha256", Names.SHA256);
            if (!form.has("sha256")) {
                form.missing(
                        "sha256", "sha256: " + file.map(NamedFile::sha256).orElse("WHAT_SHA256SUM_SAYS_OF_THE_FILE"));
            }
            form.close();
            if (file.isPresent()
                    && pinned.isPresent()
                    && !pinned.get().equals(file.get().sha256())) {
                fleet.reading()
                        .report(Problem.error(
                                        GrammarErrors.OTHER_INCLUDE,
                                        fleet.reading().places().of("plan.sha256"),
                                        "`" + file.get().path() + "` is not the plan that was pinned")
                                .withSecond(fleet.reading().places().of("plan.file"), "this file was changed")
                                .withHelp("look at what changed in it; if it is right, write `sha256: "
                                        + file.get().sha256() + "`"));
            }
            return file;
        });
    }

    private static Wave wave(Form form) {
        Wave wave = new Wave(
                form.required("name", Names.NAME, "", "name: canary"),
                form.required("clusters", Several.listOf(MEMBER), List.of(), "clusters: [db1/shop]"),
                form.optional("inputs", INPUTS, Map.of()),
                form.optional("at_once", Quantities.integer(1, 1000), 1),
                form.optional("soak", Quantities.DURATION, Duration.ZERO),
                form.statedBlock("approve").map(FleetGrammar::approve));
        form.close();
        return wave;
    }

    /** As the step of that name. */
    private static JsonNode approve(Form form) {
        StepKinds.find("approve").orElseThrow().read(form);
        form.close();
        return form.canonical();
    }

    private static List<Exceptional> exceptions(Form form) {
        Optional<Entry> entry = form.entry(
                "exceptions", () -> new Shape.Named("cluster", "a reference", REFERENCE.pattern(), INPUTS.shape()));
        List<Exceptional> exceptions = new ArrayList<>();
        if (entry.isEmpty()) {
            return exceptions;
        }
        if (!(entry.get().value() instanceof MappingNode mapping)) {
            form.reading().wrongShape(entry.get().value(), "exceptions", "fields");
            return exceptions;
        }
        Map<String, Value> none = new LinkedHashMap<>();
        for (Entry exception : mapping.entries()) {
            if (!REFERENCE.matcher(exception.key()).matches()) {
                form.reading()
                        .report(Problem.error(
                                        GrammarErrors.NOT_A_REFERENCE,
                                        exception.keyPlace(),
                                        "`" + exception.key() + "` is not a reference")
                                .withHelp(
                                        "write the cluster as its wave does, for example `db1/shop: {mode: offline}`"));
                continue;
            }
            int slash = exception.key().indexOf('/');
            Slot slot = new Slot(form.reading(), "exceptions." + exception.key(), "");
            exceptions.add(new Exceptional(
                    new Reference(
                            exception.key().substring(0, slash), exception.key().substring(slash + 1)),
                    exception.keyPlace(),
                    INPUTS.read(exception.value(), slot).orElse(none)));
        }
        return exceptions;
    }

    private static FailureBudget budget(Form fleet) {
        Form form = fleet.block("failure_budget");
        FailureBudget budget = new FailureBudget(
                form.optional("wave", Quantities.integer(0, 1000), 0),
                form.optional("fleet", Quantities.integer(0, 1000), 0));
        form.close();
        return budget;
    }
}
