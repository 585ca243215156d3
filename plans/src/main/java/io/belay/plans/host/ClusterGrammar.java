package io.belay.plans.host;

import io.belay.plans.grammar.BlockType;
import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.FieldType;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Several;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.plans.model.Service;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An item of {@code clusters}: where a cluster is, how one connects, what is allowed. */
final class ClusterGrammar {

    static final BlockType<Cluster> TYPE = new BlockType<>("the fields of a cluster", ClusterGrammar::fields);

    /** Stands in for a place that could not be read. */
    private static final Path UNREAD = Path.of("/");

    static final Pattern TABLESPACE = Pattern.compile("[^\\s/]{1,63}");

    private static final FieldType<String> PERMISSION = Choices.choice(
            Arrays.stream(Permission.values()).map(Permission::word).toArray(String[]::new));

    private ClusterGrammar() {}

    private static Cluster fields(Form form) {
        Cluster cluster = new Cluster(
                form.required("name", Names.NAME, "", "name: orders"),
                form.required("owner", Names.USER, "", "owner: postgres"),
                form.required("data_directory", Names.PLACE, UNREAD, "data_directory: /srv/pg/orders/13/data"),
                form.stated("wal_directory", Names.PLACE),
                form.optional("tablespaces", Several.mapOf("a tablespace's name", TABLESPACE, Names.PLACE), Map.of()),
                form.requiredBlock("connect", "connect: {socket: /run/postgresql, port: 5432, user: belay}")
                        .map(connect -> ConnectionGrammar.read(connect, 5432))
                        .orElse(ConnectionGrammar.UNREAD),
                ServiceGrammar.read(form).orElse(new Service.PgCtl()),
                form.optional("poolers", Several.listOf(Names.REFERENCE), List.of()),
                form.optional("standbys", Several.listOf(Names.REFERENCE), List.of()),
                TargetPlaceGrammar.read(form),
                allow(form));
        form.close();
        return cluster;
    }

    private static List<Permission> allow(Form form) {
        return form.optional("allow", Several.listOf(PERMISSION), List.of("snapshot", "rehearse")).stream()
                .map(word -> Arrays.stream(Permission.values())
                        .filter(permission -> permission.word().equals(word))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }
}
