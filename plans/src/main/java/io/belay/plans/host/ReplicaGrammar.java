package io.belay.plans.host;

import io.belay.plans.grammar.BlockType;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.model.Reference;
import io.belay.plans.model.Replica;
import java.nio.file.Path;

/** An item of {@code replicas}: a copy of another host's cluster that Belay keeps here. */
final class ReplicaGrammar {

    static final BlockType<Replica> TYPE = new BlockType<>("the fields of a replica", ReplicaGrammar::fields);

    private ReplicaGrammar() {}

    private static Replica fields(Form form) {
        Replica replica = new Replica(
                form.required("name", Names.NAME, "", "name: crm-replica"),
                form.required("of", Names.REFERENCE, new Reference("", ""), "of: db1/crm"),
                form.required("owner", Names.USER, "", "owner: postgres"),
                form.required("data_directory", Names.PLACE, Path.of("/"), "data_directory: /srv/pg/crm/12/data"),
                form.optional("port", Quantities.PORT, 5432),
                TargetPlaceGrammar.read(form));
        form.close();
        return replica;
    }
}
