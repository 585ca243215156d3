package io.belay.workers.notify;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells by an HTTP POST, at least once: what was not answered well is sent again under the same key until the time is over. The
 * address is a secret, so no message ever holds it, and no redirect is followed with it. One use, one thread.
 */
public final class Webhook {

    private static final Duration ONE_TRY = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private static final int TOO_MANY = 429;
    private static final int TIMEOUT = 408;

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI address;
    private final Runnable check;

    private Webhook(URI address, Runnable check) {
        this.address = address;
        this.check = check;
    }

    /**
     * @param check called between tries; throws when it has to end
     * @return empty when the text is no address that may be written to: {@code https}, or {@code http} on this very host
     */
    public static Optional<Webhook> at(String text, Runnable check) {
        try {
            URI address = new URI(text.strip());
            String host = Optional.ofNullable(address.getHost()).orElse("");
            String scheme = Optional.ofNullable(address.getScheme()).orElse("");
            boolean usable =
                    !host.isEmpty() && (scheme.equals("https") || (scheme.equals("http") && LOOPBACK.contains(host)));
            return usable ? Optional.of(new Webhook(address, check)) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    /** @return empty when it was taken; else why not, without the address */
    public Optional<String> tell(Notification notification, Duration within) {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(Redirect.NEVER)
                .connectTimeout(ONE_TRY)
                .build();
        long end = System.nanoTime() + within.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            check.run();
            Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
            Answer answer = send(client, notification, left.compareTo(ONE_TRY) < 0 ? left : ONE_TRY);
            if (answer.taken() || !answer.mayChange()) {
                return answer.taken() ? Optional.empty() : Optional.of(answer.words());
            }
            if (System.nanoTime() + pause.toNanos() >= end) {
                return Optional.of(answer.words());
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** @param mayChange whether another try may fare better */
    private record Answer(boolean taken, boolean mayChange, String words) {}

    private Answer send(HttpClient client, Notification notification, Duration limit) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", notification.id())
                .header("User-Agent", "belay")
                .POST(BodyPublishers.ofString(notification.json()))
                .build();
        try {
            HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
            int status = response.statusCode();
            boolean taken = status >= 200 && status < 300;
            boolean mayChange = status >= 500 || status == TOO_MANY || status == TIMEOUT;
            return new Answer(taken, mayChange, "it answered " + status);
        } catch (IOException unreachable) {
            // Its message may hold the address.
            return new Answer(
                    false,
                    true,
                    "it cannot be reached: " + unreachable.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while somebody was told");
        }
    }
}
