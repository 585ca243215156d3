package io.belay.web.http;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;

/** Serves the sample story until it is stopped, to look at it: arguments are the port and, if wanted, {@code silent}. */
final class ShowPage {

    private ShowPage() {}

    public static void main(String[] arguments) throws Exception {
        FakeSource source = new FakeSource();
        StatusPage page = StatusPage.start(
                source,
                "127.0.0.1",
                Integer.parseInt(arguments[0]),
                Set.of(),
                Clock.fixed(FakeSource.NOW, ZoneOffset.UTC));
        System.out.println("http://127.0.0.1:" + page.port() + "/");
        Thread.currentThread().join();
    }
}
