package io.belay.plans.grammar;

import io.belay.plans.model.Live;
import io.belay.plans.model.Reference;
import io.belay.plans.read.Node.MappingNode;
import java.util.List;
import java.util.Optional;

/** The block {@code live}: which cluster, and what the plan states of it. */
final class LiveGrammar {

    /** Stands in for a cluster that could not be read. */
    private static final Reference UNREAD = new Reference("", "");

    private LiveGrammar() {}

    static Live read(Form plan) {
        return plan.requiredBlock("live", "live: {cluster: db1/orders, version: 13}")
                .map(LiveGrammar::fields)
                .orElseGet(() -> new Live(UNREAD, Optional.empty()));
    }

    private static Live fields(Form form) {
        Live live = new Live(
                form.required("cluster", Names.REFERENCE, UNREAD, "cluster: db1/orders"),
                form.stated("version", Quantities.VERSION));
        form.stated(
                "system_identifier",
                Names.matching(
                        "a system identifier",
                        java.util.regex.Pattern.compile("[0-9]{1,20}"),
                        "copy it from `pg_controldata`"));
        form.stated("data_directory", Names.PLACE);
        form.stated("wal_directory", Names.PLACE);
        form.stated("tablespaces", Several.listOf(Names.USER));
        service(form);
        HostLine line = new HostLine(form, live.cluster());
        form.ofHost("host", "write it within the reference: `cluster: HOST/NAME`");
        form.ofHost("connect", line.block("connect", "socket: /run/postgresql, port: 5432, user: belay"));
        for (String field : List.of("port", "socket", "user", "password", "database")) {
            form.ofHost(field, line.within("connect", field));
        }
        form.ofHost("owner", line.field("owner", "postgres"));
        form.close();
        // The cluster has a field of its own in the resolved plan.
        form.leaveOut("cluster");
        return live;
    }

    private static void service(Form form) {
        boolean block = form.entry("service")
                .filter(entry -> entry.value() instanceof MappingNode)
                .isPresent();
        if (block) {
            form.ofHost("service", "state its kind, `service: pg_ctl`; how it is run stands in the host's file");
            return;
        }
        form.stated("service", Choices.choice("pg_ctl", "systemd", "pg_ctlcluster", "command"));
    }
}
