package io.belay.plans.agree;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.facts.PinnedFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a host found out of itself, by the names of a plan's fields. Stateless. */
final class SaidByWorld {

    private SaidByWorld() {}

    static Map<String, Said> of(PinnedFacts found) {
        JsonNode facts = found.tree();
        Map<String, Said> said = new LinkedHashMap<>();
        text(said, "live.version", facts, "live.major");
        for (String field : List.of(
                "live.system_identifier",
                "live.data_directory",
                "live.wal_directory",
                "live.service",
                "target.data_directory",
                "target.port",
                "storage.driver")) {
            text(said, field, facts, field);
        }
        JsonNode tablespaces = facts.path("live").path("tablespaces");
        if (tablespaces.isObject()) {
            List<String> names = new ArrayList<>();
            tablespaces.fieldNames().forEachRemaining(names::add);
            said.put("live.tablespaces", Said.all("live.tablespaces", names));
        }
        return said;
    }

    private static void text(Map<String, Said> said, String field, JsonNode facts, String fact) {
        JsonNode value = facts.at("/" + fact.replace('.', '/'));
        // What a plan states and nobody finds differs, too.
        said.put(field, Said.one(fact, value.asText()));
    }
}
