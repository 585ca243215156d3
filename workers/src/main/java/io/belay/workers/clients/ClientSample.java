package io.belay.workers.clients;

import java.time.Instant;
import java.util.List;

/**
 * Who was connected to live at one moment. Immutable.
 *
 * @param sights each one once, however many sessions were alike
 * @param hidden sessions of which Belay's role may see no more than that they are there
 */
public record ClientSample(Instant at, List<ClientSight> sights, int hidden) {

    public ClientSample {
        sights = List.copyOf(sights);
    }
}
