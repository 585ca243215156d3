package io.belay.plans.host;

import io.belay.plans.grammar.BlockType;
import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Header;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.grammar.Reading;
import io.belay.plans.grammar.SecretType;
import io.belay.plans.grammar.Several;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Pooler;
import io.belay.plans.model.HostConfiguration.State;
import io.belay.plans.model.HostConfiguration.Store;
import io.belay.plans.model.HostConfiguration.Temporal;
import io.belay.plans.model.HostConfiguration.Tls;
import io.belay.plans.model.HostConfiguration.Users;
import io.belay.plans.model.PostgresVersion;
import io.belay.plans.model.SecretReference.InFile;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.MappingNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A whole {@code HostConfiguration}. */
public final class HostGrammar {

    private static final Path UNREAD = Path.of("/");
    private static final Pattern GROUP = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern ACTION = Pattern.compile("rehearse|apply|approve|retire");
    private static final Pattern CODE = Pattern.compile("BLY-[1-9][0-9]{3}");

    private record Binaries(int version, Path bin) {}

    private static final BlockType<Binaries> BINARIES = new BlockType<>("`{version: 17, bin: FOLDER}`", form -> {
        Binaries binaries = new Binaries(
                form.required("version", Quantities.VERSION, new PostgresVersion(99), "version: 17")
                        .major(),
                form.required("bin", Names.PLACE, UNREAD, "bin: /usr/lib/postgresql/17/bin"));
        form.close();
        return binaries;
    });

    private static final BlockType<Store> STORE = new BlockType<>("the fields of a store", form -> {
        Store store = new Store(
                form.required("path", Names.PLACE, UNREAD, "path: /srv/pg"),
                form.required(
                        "driver",
                        Choices.choice(
                                List.of("auto", "btrfs", "reflink", "xfs", "copy"), List.of("zfs", "lvm", "exec")),
                        "auto",
                        "driver: auto"),
                form.required("work", Names.PLACE, UNREAD, "work: /srv/pg/.belay"));
        form.later("dataset", "group");
        form.close();
        return store;
    });

    private static final BlockType<Pooler> POOLER = new BlockType<>("the fields of a pooler", HostGrammar::pooler);

    private HostGrammar() {}

    /** Empty when the file is no mapping at all; one with errors is returned, so that its rules are judged too. */
    public static Optional<HostConfiguration> read(Node root, Reading reading) {
        if (!(root instanceof MappingNode mapping)) {
            reading.wrongShape(root, "the file", "fields");
            return Optional.empty();
        }
        Form host = new Form(reading, "", reading.file(), mapping);
        if (!Header.check(host, mapping, "HostConfiguration")) {
            return Optional.empty();
        }
        List<Store> storage = host.optional("storage", Several.listOf(STORE), List.of());
        HostConfiguration configuration = new HostConfiguration(
                name(host),
                temporal(host),
                state(host),
                postgres(host),
                host.required("clusters", Several.listOf(ClusterGrammar.TYPE), List.of(), "clusters: [...]"),
                storage,
                host.optional(
                        "folders",
                        Several.listOf(Names.PLACE),
                        storage.stream().map(Store::path).distinct().toList()),
                host.optional("poolers", Several.listOf(POOLER), List.of()),
                users(host),
                CeilingsGrammar.read(host),
                host.optional(
                        "policy", Several.mapOf("a code such as BLY-1504", CODE, Choices.choice("error")), Map.of()));
        host.later("replicas", "programs", "channels");
        host.close();
        return Optional.of(configuration);
    }

    private static String name(Form host) {
        return host.requiredBlock("metadata", "metadata: {name: db1}")
                .map(form -> {
                    String name = form.required("name", Names.NAME, "", "name: db1");
                    form.close();
                    return name;
                })
                .orElse("");
    }

    private static Temporal temporal(Form host) {
        return host.requiredBlock("temporal", "temporal: {address: \"temporal.example.com:7233\"}")
                .map(form -> {
                    Temporal temporal = new Temporal(
                            form.required("address", Names.ENDPOINT, "", "address: \"temporal.example.com:7233\""),
                            form.optional("namespace", Names.NAME, "belay"),
                            form.statedBlock("tls").map(HostGrammar::tls));
                    form.close();
                    return temporal;
                })
                .orElseGet(() -> new Temporal("", "", Optional.empty()));
    }

    private static Tls tls(Form form) {
        Tls tls = new Tls(
                form.required("ca", Names.PLACE, UNREAD, "ca: /etc/belay/ca.pem"),
                form.required("certificate", Names.PLACE, UNREAD, "certificate: /etc/belay/db1.pem"),
                form.required("key", SecretType.SECRET, new InFile(UNREAD), "key: {file: /etc/belay/db1.key}"));
        form.close();
        return tls;
    }

    private static State state(Form host) {
        return host.requiredBlock("state", "state: {directory: /var/lib/belay}")
                .map(form -> {
                    Path directory = form.required("directory", Names.PLACE, UNREAD, "directory: /var/lib/belay");
                    State state =
                            new State(directory, form.optional("evidence", Names.PLACE, directory.resolve("evidence")));
                    form.later("keep_evidence");
                    form.close();
                    return state;
                })
                .orElseGet(() -> new State(UNREAD, UNREAD));
    }

    private static Map<Integer, Path> postgres(Form host) {
        Map<Integer, Path> postgres = new LinkedHashMap<>();
        host.optional("postgres", Several.listOf(BINARIES), List.of())
                .forEach(binaries -> postgres.put(binaries.version(), binaries.bin()));
        return postgres;
    }

    private static Pooler pooler(Form form) {
        String name = form.required("name", Names.NAME, "", "name: orders");
        form.later("haproxy", "exec");
        boolean other = form.has("haproxy") || form.has("exec");
        Optional<Form> pgbouncer = other
                ? form.statedBlock("pgbouncer")
                : form.requiredBlock("pgbouncer", "pgbouncer: {admin: {...}, config: /etc/pgbouncer/pgbouncer.ini}");
        Pooler pooler = pgbouncer
                .map(block -> {
                    Pooler read = new Pooler(
                            name,
                            block.requiredBlock("admin", "admin: {socket: /run/pgbouncer, port: 6432, user: belay}")
                                    .map(admin -> ConnectionGrammar.read(admin, 6432))
                                    .orElse(ConnectionGrammar.UNREAD),
                            block.required("config", Names.PLACE, UNREAD, "config: /etc/pgbouncer/pgbouncer.ini"));
                    block.close();
                    return read;
                })
                .orElseGet(() -> new Pooler(name, ConnectionGrammar.UNREAD, UNREAD));
        form.close();
        return pooler;
    }

    private static Users users(Form host) {
        Form form = host.block("users");
        Users users = new Users(
                form.optional("run_as", Several.listOf(Names.USER), List.of()),
                form.optional("groups", Several.mapOf("a group's name", GROUP, Several.listOf(Names.PERSON)), Map.of()),
                form.optional(
                        "may",
                        Several.mapOf("one of rehearse, apply, approve, retire", ACTION, Several.listOf(Names.NAME)),
                        Map.of()));
        form.close();
        return users;
    }
}
