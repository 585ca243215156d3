package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.graph.Stop;
import io.belay.plans.problem.Problem;
import io.belay.plans.review.ReviewFacts.StepTime;
import java.util.Locale;

/** The report for programs: the same content by name. Unknown values are null. Stateless. */
final class ReviewJson {

    private ReviewJson() {}

    static ObjectNode of(Report report) {
        Subject subject = report.subject();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format_version", "1.0");
        root.put("kind", "review");
        head(root, subject);
        ObjectNode glance = root.putObject("at_a_glance");
        report.glance()
                .forEach(answer -> glance.putObject(answer.question()
                                .toLowerCase(Locale.ROOT)
                                .replace(' ', '_')
                                .replace('-', '_'))
                        .put("answer", answer.headline().text().strip())
                        .put("detail", answer.detail().text().strip()));
        impact(root.putObject("impact"), subject);
        Gantt gantt = Gantt.of(subject);
        ArrayNode steps = root.putArray("steps");
        subject.stops().forEach(stop -> step(steps.addObject(), stop, gantt, subject));
        ArrayNode gone = root.putArray("points_of_no_return");
        subject.way()
                .pointsOfNoReturn()
                .forEach(stop -> gone.addObject()
                        .put("step", stop.id())
                        .put("number", stop.number())
                        .put("crossing", stop.crossing())
                        .put("loses", stop.step().back().loses()));
        gates(root, subject);
        root.set("accepted", subject.block("accept").isMissingNode() ? root.arrayNode() : subject.block("accept"));
        warnings(root.putArray("warnings"), subject);
        ArrayNode missing = root.putArray("carried_out_by_nothing_at_hand");
        subject.withoutHands()
                .forEach(use -> missing.addObject()
                        .put("used", use.written())
                        .put("feature", use.feature().name())
                        .put("line", use.place().line())
                        .put("brought_by", use.feature().broughtBy()));
        ArrayNode defaults = root.putArray("defaults");
        subject.defaults()
                .forEach(used -> defaults.addObject().put("path", used.path()).put("value", used.value()));
        root.set("facts", FactsJson.write(subject.facts()));
        root.put("written_by", subject.version().isEmpty() ? null : "belay " + subject.version());
        return root;
    }

    private static void head(ObjectNode root, Subject subject) {
        root.put("plan", subject.way().plan().name());
        root.put("plan_hash", subject.hash());
        root.put("facts_hash", subject.facts().isProbed() ? subject.facts().factsHash() : null);
        root.put("description", subject.description());
        root.put("owner", subject.way().plan().owner());
        root.put("change", subject.way().plan().change());
        root.put("cluster", subject.way().plan().cluster());
        root.set("live", subject.way().plan().live());
        root.set("target", subject.way().plan().target());
        root.set("blocks", subject.way().plan().blocks());
    }

    private static void impact(ObjectNode impact, Subject subject) {
        boolean promotes = subject.way().promotion().isPresent();
        impact.put("promotes", promotes);
        impact.put("hold_at_most", promotes ? subject.hold() : null);
        impact.put(
                "hold_rehearsed_milliseconds",
                subject.way()
                        .promotion()
                        .flatMap(stop -> subject.facts().time(stop.id()))
                        .map(time -> time.usual().toMillis())
                        .orElse(null));
        impact.put("way_back", subject.wayBack().isEmpty() ? null : subject.wayBack());
    }

    private static void step(ObjectNode node, Stop stop, Gantt gantt, Subject subject) {
        node.put("number", stop.number());
        node.put("id", stop.id());
        node.put("kind", stop.step().kind());
        node.put("stage", stop.stage().name().toLowerCase(Locale.ROOT));
        node.put("does", stop.does());
        node.put("touches", stop.touches());
        node.put("touches_live", stop.touchesLive());
        node.put("waypoint", stop.step().waypoint());
        node.put("inserted", stop.inserted());
        node.put("group", stop.group());
        node.put("note", stop.step().note());
        node.set("with", stop.step().with());
        node.put("timeout", stop.step().timeout());
        node.putObject("going_back")
                .put("by", stop.step().back().by())
                .put("how", stop.goingBack().how())
                .put("cost", stop.goingBack().cost())
                .put("loses", stop.step().back().loses())
                .put("roll_back_to", stop.step().onFailure().rollBackTo())
                .put("then", stop.step().onFailure().then());
        ArrayNode parts = node.putArray("parts");
        stop.parts()
                .forEach(part -> parts.addObject()
                        .put("name", part.name())
                        .put("rule", part.rule())
                        .put("behind_crossing", part.crossed())
                        .put("what", part.what())
                        .put("going_back", part.goingBack().how())
                        .put("cost", part.goingBack().cost()));
        node.put("crossing", stop.crossing());
        JsonNode time = subject.facts().time(stop.id()).map(ReviewJson::time).orElse(null);
        node.set("rehearsed", time);
        gantt.bars().stream()
                .filter(bar -> bar.stop().equals(stop))
                .findFirst()
                .ifPresent(bar -> node.put(
                        "begins_after_milliseconds", bar.exact() ? bar.offset().toMillis() : null));
    }

    private static JsonNode time(StepTime time) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("last_milliseconds", time.last().toMillis());
        node.put(
                "median_milliseconds",
                time.median().map(median -> median.toMillis()).orElse(null));
        node.put("count", time.count());
        return node;
    }

    private static void gates(ObjectNode root, Subject subject) {
        ArrayNode approvals = root.putArray("approvals");
        subject.kind("approve")
                .forEach(stop -> approvals
                        .addObject()
                        .put("step", stop.id())
                        .set("asks", stop.step().with()));
        ArrayNode windows = root.putArray("windows");
        for (Stop stop : subject.kind("window")) {
            WindowWords words = new WindowWords(stop.step().with());
            ObjectNode window = windows.addObject().put("step", stop.id()).put("rule", words.rule());
            window.set("window", stop.step().with());
            ArrayNode next = window.putArray("next_openings");
            words.openings(subject.from()).forEach(next::add);
        }
    }

    private static void warnings(ArrayNode warnings, Subject subject) {
        for (Problem problem : subject.warnings()) {
            warnings.addObject()
                    .put("code", problem.code().text())
                    .put("line", problem.place().line())
                    .put("statement", problem.statement())
                    .put("help", problem.help());
        }
    }
}
