package io.belay.plans.host;

import io.belay.plans.grammar.BlockType;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.TextType;
import io.belay.plans.model.HostPooler;
import io.belay.plans.model.HostPooler.ByPrograms;
import io.belay.plans.model.HostPooler.HaProxy;
import io.belay.plans.model.HostPooler.Kind;
import io.belay.plans.model.HostPooler.PgBouncer;
import io.belay.plans.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** An item of {@code poolers}: where clients can be held. */
final class PoolerGrammar {

    static final BlockType<HostPooler> TYPE = new BlockType<>("the fields of a pooler", PoolerGrammar::fields);

    private static final Path UNREAD = Path.of("/");
    private static final Kind UNREAD_KIND = new PgBouncer(ConnectionGrammar.UNREAD, UNREAD);
    private static final List<String> KINDS = List.of("pgbouncer", "haproxy", "exec");
    private static final Pattern SECTION = Pattern.compile("[A-Za-z0-9_.:-]{1,127}");

    private PoolerGrammar() {}

    private static HostPooler fields(Form form) {
        String name = form.required("name", Names.NAME, "", "name: orders");
        boolean one = form.hasExactlyOne(KINDS);
        if (!one && KINDS.stream().noneMatch(form::has)) {
            form.missing("pgbouncer", "pgbouncer: {admin: {...}, config: /etc/pgbouncer/pgbouncer.ini}");
        } else if (!one) {
            form.reading()
                    .report(Problem.error(
                                    GrammarErrors.NOT_EXACTLY_ONE,
                                    form.place(),
                                    "a pooler is exactly one of `" + String.join("`, `", KINDS) + "`")
                            .withHelp("keep one of them, and describe the other as a pooler of its own"));
        }
        Optional<Kind> pgbouncer = kind(form, "pgbouncer", PoolerGrammar::pgbouncer);
        Optional<Kind> haproxy = kind(form, "haproxy", PoolerGrammar::haproxy);
        Optional<Kind> programs = kind(form, "exec", PoolerGrammar::programs);
        KINDS.forEach(form::entry);
        form.close();
        return new HostPooler(
                name, pgbouncer.or(() -> haproxy).or(() -> programs).orElse(UNREAD_KIND));
    }

    private static Optional<Kind> kind(Form form, String word, Function<Form, Kind> grammar) {
        return form.statedBlock(word).map(block -> {
            Kind kind = grammar.apply(block);
            block.close();
            return kind;
        });
    }

    private static Kind pgbouncer(Form form) {
        return new PgBouncer(
                form.requiredBlock("admin", "admin: {socket: /run/pgbouncer, port: 6432, user: belay}")
                        .map(admin -> ConnectionGrammar.read(admin, 6432))
                        .orElse(ConnectionGrammar.UNREAD),
                form.required("config", Names.PLACE, UNREAD, "config: /etc/pgbouncer/pgbouncer.ini"));
    }

    private static Kind haproxy(Form form) {
        return new HaProxy(
                form.required("socket", Names.PLACE, UNREAD, "socket: /run/haproxy/admin.sock"),
                form.required("frontend", section("postgres-in"), "", "frontend: postgres-in"),
                form.required("backend", section("postgres"), "", "backend: postgres"),
                form.required("config", Names.PLACE, UNREAD, "config: /etc/haproxy/haproxy.cfg"));
    }

    private static TextType<String> section(String example) {
        return Names.matching("a section of HAProxy", SECTION, "write it as its configuration does, `" + example + "`");
    }

    private static Kind programs(Form form) {
        return new ByPrograms(
                form.required("pause", Names.NAME, "", "pause: pool-pause"),
                form.required("repoint", Names.NAME, "", "repoint: pool-repoint"),
                form.required("resume", Names.NAME, "", "resume: pool-resume"),
                form.required("check", Names.NAME, "", "check: pool-check"));
    }
}
