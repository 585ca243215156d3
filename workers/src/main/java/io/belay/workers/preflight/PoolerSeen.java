package io.belay.workers.preflight;

import java.util.List;

/**
 * What a pooler of the cluster said of itself. Immutable.
 *
 * @param bySession its entries whose clients are only held once they disconnect
 * @param problems why a promotion would refuse to hold clients there, each with its code
 */
public record PoolerSeen(String name, List<String> bySession, List<String> problems) {

    public PoolerSeen {
        bySession = List.copyOf(bySession);
        problems = List.copyOf(problems);
    }
}
