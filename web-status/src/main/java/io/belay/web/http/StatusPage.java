package io.belay.web.http;

import io.belay.web.live.Known;
import io.belay.web.live.LastKnown;
import io.belay.web.live.StatusSource;
import io.belay.web.security.Guard;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page's server: from its start until it is closed. Thread-safe. */
public final class StatusPage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusPage.class);
    private static final String JSON = "application/json; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Javalin server;
    private final LastKnown known;

    private StatusPage(Javalin server, LastKnown known) {
        this.server = server;
        this.known = known;
    }

    /**
     * @param host address to listen on, {@code 127.0.0.1} unless somebody chose otherwise
     * @param port 0 for a free one
     * @param names further host names by which browsers may call the page
     * @throws UncheckedIOException when it cannot listen there, as a rule because the port is taken
     */
    public static StatusPage start(StatusSource source, String host, int port, Set<String> names, Clock clock) {
        Set<String> all = new HashSet<>(LOOPBACK);
        all.add(host);
        all.addAll(names);
        LastKnown known = new LastKnown(source, clock);
        Javalin server = Javalin.create(config -> configure(config, known, clock, new Guard(all)));
        try {
            return new StatusPage(server.start(host, port), known);
        } catch (JavalinBindException failure) {
            known.close();
            throw new UncheckedIOException(new BindException(host + ":" + port + ": " + failure.getMessage()));
        }
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        known.close();
    }

    private static void configure(JavalinConfig config, LastKnown known, Clock clock, Guard guard) {
        StyleSheet styleSheet = StyleSheet.load();
        Pages pages = new Pages(known, clock, styleSheet);
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        // Nothing here is worth waiting for at a stop; idle browsers would cost a second.
        config.jetty.modifyServer(jetty -> jetty.setStopTimeout(0));
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.routes.before(guard::admit);
        config.routes.get("/", pages::runs);
        config.routes.get("/runs/{id}", pages::run);
        config.routes.get("/clusters/{host}/{name}", pages::cluster);
        config.routes.get(
                styleSheet.address(),
                request -> request.header("Cache-Control", "public, max-age=31536000, immutable")
                        .contentType("text/css; charset=utf-8")
                        .result(styleSheet.text()));
        config.routes.get("/healthz", request -> request.contentType(TEXT).result("ok\n"));
        config.routes.get("/readyz", request -> ready(request, known));
        api(config, known);
        config.routes.error(HttpStatus.NOT_FOUND.getCode(), request -> {
            if (request.path().startsWith("/api/")) {
                apiNotFound(request);
            } else {
                pages.notFound(request);
            }
        });
        config.routes.exception(Exception.class, (failure, request) -> {
            LOG.error("could not answer {}", request.path(), failure);
            pages.broken(request);
        });
    }

    private static void api(JavalinConfig config, LastKnown known) {
        config.routes.get("/api/v1/runs", request -> {
            var runs = known.runs();
            json(request, Documents.runs(runs), runs);
        });
        config.routes.get("/api/v1/runs/{id}", request -> {
            var run = known.run(request.pathParam("id"));
            json(request, Documents.run(run), run);
        });
        config.routes.get("/api/v1/clusters/{host}/{name}/ledger", request -> {
            var ledger = known.ledger(cluster(request));
            json(request, Documents.ledger(cluster(request), ledger), ledger);
        });
        config.routes.get("/api/v1/clusters/{host}/{name}/snapshots", request -> {
            var snapshots = known.snapshots(cluster(request));
            json(request, Documents.snapshots(cluster(request), snapshots), snapshots);
        });
    }

    private static String cluster(Context request) {
        return request.pathParam("host") + "/" + request.pathParam("name");
    }

    private static void json(Context request, String document, Known<?> known) {
        if (known.value().isEmpty()) {
            request.status(known.isStale() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.NOT_FOUND);
        }
        request.contentType(JSON).result(document);
    }

    private static void apiNotFound(Context request) {
        // Documents of their own already say what is missing.
        if (!JSON.equals(request.res().getContentType())) {
            request.contentType(JSON).result(Documents.error("there is nothing at this address"));
        }
    }

    /** Ready means that Temporal answers; no detail is given, because nobody is asked who they are. */
    private static void ready(Context request, LastKnown known) {
        boolean ready = !known.runs().isStale();
        request.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(TEXT)
                .result(ready ? "ready\n" : "Temporal does not answer\n");
    }
}
