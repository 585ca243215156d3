package io.belay.cli.init;

import static io.belay.cli.init.Page.quoted;

import io.belay.workers.discovery.FoundCluster;
import io.belay.workers.discovery.FoundPooler;
import java.util.ArrayList;
import java.util.List;

/** The host file's words about the poolers before the cluster. For one text. */
final class PoolerText {

    private final Page page;
    private final Choices choices;
    private final FoundCluster cluster;

    private PoolerText(Page page, Choices choices) {
        this.page = page;
        this.choices = choices;
        this.cluster = choices.cluster();
    }

    static void write(Page page, Choices choices) {
        new PoolerText(page, choices).poolers();
    }

    private void poolers() {
        if (cluster.poolers().isEmpty()) {
            return;
        }
        page.line("poolers:");
        List<String> names = names(choices);
        for (int i = 0; i < names.size(); i++) {
            pooler(names.get(i), cluster.poolers().get(i));
        }
    }

    private void pooler(String name, FoundPooler pooler) {
        page.line("  - name: " + name)
                .line("    pgbouncer:")
                .line(
                        "      config: " + quoted(pooler.config()),
                        "found: at a promotion its entries are pointed at new")
                .line("      admin:", "its console: where clients are paused and let go")
                .line(pooler.socket()
                        .map(socket -> "        socket: " + quoted(socket))
                        .orElse("        address: 127.0.0.1"))
                .line("        port: " + pooler.port(), "found")
                .line(
                        "        user: "
                                + quoted(pooler.administrator()
                                        .orElse(choices.given().user())),
                        pooler.administrator().isPresent()
                                ? "found: the first of admin_users"
                                : "assumed: add it to admin_users of "
                                        + pooler.config().getFileName());
        if (pooler.asksForPassword()) {
            page.line(
                    "        password: {file: /etc/belay/" + name + ".pooler}",
                    "assumed: for a promotion; one line, readable by the worker only");
        }
    }

    /** What the host's file calls them: the first as the cluster. */
    static List<String> names(Choices choices) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= choices.cluster().poolers().size(); i++) {
            names.add(i == 1 ? choices.name() : choices.name() + "-" + i);
        }
        return names;
    }
}
