package io.belay.plans.host;

import io.belay.plans.grammar.BlockType;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.grammar.Several;
import io.belay.plans.model.HostConfiguration.TargetPlace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The block {@code targets} of a cluster or replica: where new majors may come to be. */
final class TargetPlaceGrammar {

    /** Stands in for a place that could not be read. */
    private static final Path UNREAD = Path.of("/");

    private static final Pattern MAJOR = Pattern.compile("[1-9][0-9]");

    private static final BlockType<TargetPlace> PLACE =
            new BlockType<>("where the new major may come to be", TargetPlaceGrammar::fields);

    private TargetPlaceGrammar() {}

    static Map<Integer, TargetPlace> read(Form around) {
        Map<Integer, TargetPlace> targets = new LinkedHashMap<>();
        around.optional("targets", Several.mapOf("a major such as 17", MAJOR, PLACE), Map.of())
                .forEach((major, place) -> targets.put(Integer.valueOf(major), place));
        return targets;
    }

    private static TargetPlace fields(Form form) {
        TargetPlace place = new TargetPlace(
                form.required("data_directory", Names.PLACE, UNREAD, "data_directory: /srv/pg/orders/17/data"),
                form.stated("port", Quantities.PORT),
                form.stated("wal_directory", Names.PLACE),
                form.optional(
                        "tablespaces",
                        Several.mapOf("a tablespace's name", ClusterGrammar.TABLESPACE, Names.PLACE),
                        Map.of()),
                ServiceGrammar.read(form));
        form.close();
        return place;
    }
}
