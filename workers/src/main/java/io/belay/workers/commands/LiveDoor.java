package io.belay.workers.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.model.HostConfiguration.Connection;
import java.util.Optional;

/**
 * How new's server comes to live, before anybody asks the host: as Belay does. Immutable.
 *
 * @param asksPassword empty when nobody knows
 */
record LiveDoor(String host, String port, String user, Optional<Boolean> asksPassword) {

    static LiveDoor of(JsonNode live) {
        return new LiveDoor(
                Placeholders.HOST_OF_LIVE,
                live.path("port").asText(Placeholders.PORT_OF_LIVE),
                Placeholders.WORKER_ROLE,
                Optional.empty());
    }

    static LiveDoor of(Connection connect) {
        return new LiveDoor(
                connect.socket().map(Object::toString).or(connect::address).orElse(Placeholders.HOST_OF_LIVE),
                String.valueOf(connect.port()),
                connect.user(),
                Optional.of(connect.password().isPresent()));
    }
}
