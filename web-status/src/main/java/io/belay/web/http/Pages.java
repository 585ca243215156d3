package io.belay.web.http;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.web.live.Known;
import io.belay.web.live.LastKnown;
import io.belay.web.view.RunPage;
import io.belay.web.view.RunViews;
import io.belay.web.view.Views;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One method per page: asks what is known, makes the view of it, renders the template. Thread-safe. */
final class Pages {

    private static final String ANSWERED = "belay.answered";

    private final LastKnown known;
    private final Clock clock;
    private final StyleSheet styleSheet;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

    Pages(LastKnown known, Clock clock, StyleSheet styleSheet) {
        this.known = known;
        this.clock = clock;
        this.styleSheet = styleSheet;
    }

    void runs(Context request) {
        Known<List<ObservedRun>> answer = known.runs();
        List<ObservedRun> runs = answer.value().orElse(List.of());
        boolean busy = runs.stream().anyMatch(ObservedRun::isOpen);
        List<String> clusters = runs.stream()
                .map(run -> run.status().cluster())
                .distinct()
                .sorted()
                .toList();
        render(
                request,
                "runs.jte",
                Map.of(
                        "frame", views().frame("Runs", busy, List.of(answer)),
                        "waiting", new RunViews(clock.instant()).waiting(runs),
                        "runs", new RunViews(clock.instant()).rows(runs),
                        "clusters", clusters));
    }

    void run(Context request) {
        Known<ObservedRun> answer = known.run(request.pathParam("id"));
        if (answer.value().isEmpty()) {
            missing(request, answer, "run");
            return;
        }
        ObservedRun run = answer.value().get();
        Optional<LedgerBrief> ledger = run.status().problem().isNone()
                ? Optional.empty()
                : known.ledger(run.status().cluster()).value();
        RunPage page = new RunViews(clock.instant()).page(run, ledger);
        String title = page.id() + " " + page.phase().word();
        render(request, "run.jte", Map.of("frame", views().frame(title, run.isOpen(), List.of(answer)), "run", page));
    }

    void cluster(Context request) {
        String cluster = request.pathParam("host") + "/" + request.pathParam("name");
        Known<LedgerBrief> ledger = known.ledger(cluster);
        var snapshots = known.snapshots(cluster);
        Views views = views();
        String note = snapshots.isStale()
                ? snapshots.value().isPresent()
                        ? "The host's worker did not answer; these are from an earlier answer."
                        : "The host's worker did not answer, and nothing is known from before."
                : "";
        render(
                request,
                "cluster.jte",
                Map.of(
                        "frame", views.frame(cluster, false, List.of(ledger, snapshots)),
                        "cluster", cluster,
                        "ledger", ledger.value().map(views::rows).orElse(List.of()),
                        "snapshots", snapshots.value().map(views::snapshots).orElse(List.of()),
                        "snapshotNote", note));
    }

    /** For addresses that no route knows; a page that itself says "no such run" stays. */
    void notFound(Context request) {
        if (request.attribute(ANSWERED) != null) {
            return;
        }
        message(request, HttpStatus.NOT_FOUND, "Not here", "There is no page of this address.", "belay status");
    }

    void broken(Context request) {
        message(
                request,
                HttpStatus.INTERNAL_SERVER_ERROR,
                "This page failed",
                "Something unexpected happened while the page was made; runs are not concerned. The page's log has the trace.",
                "belay status");
    }

    private void missing(Context request, Known<?> answer, String what) {
        if (answer.isStale()) {
            message(
                    request,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Not known now",
                    "The " + what + " could not be asked for: " + answer.failure() + ".",
                    "belay doctor");
        } else {
            message(
                    request,
                    HttpStatus.NOT_FOUND,
                    "No such " + what,
                    "This Temporal knows no " + what + " of that name, or has forgotten it.",
                    "belay status");
        }
    }

    private void message(Context request, HttpStatus status, String title, String text, String next) {
        request.status(status);
        render(
                request,
                "message.jte",
                Map.of("frame", views().frame(title, false, List.of()), "text", text, "next", next));
    }

    private void render(Context request, String template, Map<String, Object> model) {
        request.attribute(ANSWERED, true);
        StringOutput output = new StringOutput();
        templates.render(template, model, output);
        request.html(output.toString());
    }

    private Views views() {
        return new Views(clock.instant(), styleSheet.address());
    }
}
