package io.belay.plans.host;

import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Names;
import io.belay.plans.model.Service;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The block {@code service}: who starts and stops a cluster. */
final class ServiceGrammar {

    private static final List<String> KINDS = List.of("pg_ctl", "systemd", "pg_ctlcluster", "command");

    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9:_.@-]{1,200}[.]service");
    private static final Pattern CLUSTER = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,62}");

    private ServiceGrammar() {}

    /** Empty when the block is left out. */
    static Optional<Service> read(Form around) {
        return around.statedBlock("service").map(ServiceGrammar::fields);
    }

    private static Service fields(Form form) {
        List<String> written = KINDS.stream().filter(form::has).toList();
        if (written.size() != 1) {
            form.reading()
                    .report(Problem.error(
                                    GrammarErrors.NOT_EXACTLY_ONE,
                                    form.place(),
                                    "`service` takes exactly one of `" + String.join("`, `", KINDS) + "`")
                            .withHelp("write for example `service: {systemd: {unit: postgresql@13-main.service}}`"));
        }
        Service service = new Service.PgCtl();
        service = kind(form, "pg_ctl", service, block -> new Service.PgCtl());
        service = kind(form, "systemd", service, block -> new Service.Systemd(unit(block)));
        service = kind(form, "pg_ctlcluster", service, block -> new Service.PgCtlCluster(cluster(block)));
        service = kind(form, "command", service, ServiceGrammar::programs);
        form.close();
        return service;
    }

    private static Service kind(Form form, String word, Service otherwise, Function<Form, Service> grammar) {
        // Asked for even where it is not written, so that the help for a wrong word names it.
        form.entry(word);
        return form.statedBlock(word)
                .map(block -> {
                    Service read = grammar.apply(block);
                    block.close();
                    return read;
                })
                .orElse(otherwise);
    }

    private static String unit(Form form) {
        return form.required(
                "unit",
                Names.matching("a unit of systemd", UNIT, "write for example `postgresql@13-main.service`"),
                "",
                "unit: postgresql@13-main.service");
    }

    private static String cluster(Form form) {
        return form.required(
                "cluster",
                Names.matching("a cluster of `pg_lsclusters`", CLUSTER, "write for example `main`"),
                "",
                "cluster: main");
    }

    private static Service programs(Form form) {
        return new Service.Programs(
                form.required("start", Names.NAME, "", "start: start-orders"),
                form.required("stop", Names.NAME, "", "stop: stop-orders"),
                form.required("status", Names.NAME, "", "status: status-orders"));
    }
}
