package io.belay.plans.host;

import io.belay.plans.approval.ApproverKey;
import io.belay.plans.grammar.BlockType;
import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Header;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Outline;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.grammar.Reading;
import io.belay.plans.grammar.SecretType;
import io.belay.plans.grammar.Several;
import io.belay.plans.grammar.TextType;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.State;
import io.belay.plans.model.HostConfiguration.Temporal;
import io.belay.plans.model.HostConfiguration.Tls;
import io.belay.plans.model.HostConfiguration.Users;
import io.belay.plans.model.PostgresVersion;
import io.belay.plans.model.SecretReference.InFile;
import io.belay.plans.model.Store;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.MappingNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A whole {@code HostConfiguration}. */
public final class HostGrammar {

    public static final String KIND = "HostConfiguration";

    private static final Path UNREAD = Path.of("/");
    private static final TextType<String> KEY = Names.matching(
            "a public Ed25519 key",
            Pattern.compile(ApproverKey.PUBLIC_FORM),
            "write the line between the marks that `openssl pkey -in KEYFILE -pubout` prints; it begins with `MCowBQYDK2VwAyEA`");
    private static final Pattern GROUP = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern ACTION = Pattern.compile("rehearse|apply|approve|retire");
    private static final Pattern CODE = Pattern.compile("BLY-[1-9][0-9]{3}");

    private static final Duration KEEP_EVIDENCE = Duration.ofDays(400);

    private record Binaries(int version, Path bin) {}

    private static final BlockType<Binaries> BINARIES = new BlockType<>("`{version: 17, bin: FOLDER}`", form -> {
        Binaries binaries = new Binaries(
                form.required("version", Quantities.VERSION, new PostgresVersion(99), "version: 17")
                        .major(),
                form.required("bin", Names.PLACE, UNREAD, "bin: /usr/lib/postgresql/17/bin"));
        form.close();
        return binaries;
    });

    private HostGrammar() {}

    /** Empty when the file is no mapping at all; one with errors is returned, so that its rules are judged too. */
    public static Optional<HostConfiguration> read(Node root, Reading reading) {
        if (!(root instanceof MappingNode mapping)) {
            reading.wrongShape(root, "the file", "fields");
            return Optional.empty();
        }
        return read(new Form(reading, "", reading.file(), mapping));
    }

    public static Outline outline() {
        return Outline.of(HostGrammar::read);
    }

    private static Optional<HostConfiguration> read(Form host) {
        if (!Header.check(host, host.node(), KIND)) {
            return Optional.empty();
        }
        List<Store> storage = host.optional("storage", Several.listOf(StoreGrammar.TYPE), List.of());
        HostConfiguration configuration = new HostConfiguration(
                name(host),
                temporal(host),
                state(host),
                postgres(host),
                host.required("clusters", Several.listOf(ClusterGrammar.TYPE), List.of(), "clusters: [...]"),
                host.optional("replicas", Several.listOf(ReplicaGrammar.TYPE), List.of()),
                storage,
                host.optional(
                        "folders",
                        Several.listOf(Names.PLACE),
                        storage.stream()
                                .flatMap(store -> store.path().stream())
                                .distinct()
                                .toList()),
                host.optional("programs", Several.listOf(ProgramGrammar.TYPE), List.of()),
                host.optional("poolers", Several.listOf(PoolerGrammar.TYPE), List.of()),
                host.optional("channels", Several.listOf(ChannelGrammar.TYPE), List.of()),
                users(host),
                CeilingsGrammar.read(host),
                host.optional(
                        "policy",
                        Several.mapOf("a code such as BLY-1504", CODE, Choices.choice("error", "warning", "off")),
                        Map.of()));
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
                    State state = new State(
                            directory,
                            form.optional("evidence", Names.PLACE, directory.resolve("evidence")),
                            form.optional("keep_evidence", Quantities.DURATION, KEEP_EVIDENCE));
                    form.close();
                    return state;
                })
                .orElseGet(() -> new State(UNREAD, UNREAD, KEEP_EVIDENCE));
    }

    private static Map<Integer, Path> postgres(Form host) {
        Map<Integer, Path> postgres = new LinkedHashMap<>();
        host.optional("postgres", Several.listOf(BINARIES), List.of())
                .forEach(binaries -> postgres.put(binaries.version(), binaries.bin()));
        return postgres;
    }

    private static Users users(Form host) {
        Form form = host.block("users");
        Users users = new Users(
                form.optional("run_as", Several.listOf(Names.USER), List.of()),
                form.optional("groups", Several.mapOf("a group's name", GROUP, Several.listOf(Names.PERSON)), Map.of()),
                form.optional(
                        "may",
                        Several.mapOf("one of rehearse, apply, approve, retire", ACTION, Several.listOf(Names.NAME)),
                        Map.of()),
                form.optional("keys", Several.mapOf("a person", Names.PERSON_FORM, Several.oneOrMore(KEY)), Map.of()));
        form.close();
        return users;
    }
}
