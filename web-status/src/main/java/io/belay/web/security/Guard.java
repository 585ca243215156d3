package io.belay.web.security;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Set;

/**
 * Headers of every answer, and which requests get one. The page only reads, so everything but reading is refused. The name in
 * the request must be one that the page was told to go by: otherwise a foreign site could have its own name resolve to this
 * machine and read the page through a visitor's browser. Immutable.
 */
public final class Guard {

    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; "
            + "form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Set<String> names;

    /** @param names host names without port by which the page may be called; IPv6 addresses in brackets */
    public Guard(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** @return whether the request may go on; else the answer is complete */
    public boolean admit(Context request) {
        request.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        request.header("X-Content-Type-Options", "nosniff");
        request.header("X-Frame-Options", "DENY");
        request.header("Referrer-Policy", "no-referrer");
        request.header("Cross-Origin-Opener-Policy", "same-origin");
        request.header("Cross-Origin-Resource-Policy", "same-origin");
        request.header("Cache-Control", "no-store");
        if (!READING.contains(request.req().getMethod())) {
            request.header("Allow", "GET, HEAD");
            refuse(request, HttpStatus.METHOD_NOT_ALLOWED, "this page only reads");
            return false;
        }
        String host = request.header("Host");
        if (host == null || !names.contains(withoutPort(host))) {
            refuse(request, HttpStatus.MISDIRECTED_REQUEST, "this page does not go by that name; see belay web --help");
            return false;
        }
        return true;
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":[0-9]+$", "").toLowerCase(java.util.Locale.ROOT);
    }

    private static void refuse(Context request, HttpStatus status, String text) {
        request.status(status)
                .contentType("text/plain; charset=utf-8")
                .result(text + "\n")
                .skipRemainingHandlers();
    }
}
