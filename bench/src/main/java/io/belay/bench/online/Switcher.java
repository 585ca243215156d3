package io.belay.bench.online;

import io.belay.lab.Door;
import io.belay.lab.Lab;
import java.time.Duration;
import java.util.Map;

/**
 * One way to bring the clients of a lab to a server of the new major, and back, while they write. Belay's is one, the bare script
 * another; whoever measures them knows this interface only. One thread only.
 */
public interface Switcher extends AutoCloseable {

    /**
     * Everything up to the point from which a switch is one hold away; live serves meanwhile. Called once, first.
     *
     * @return what each part took, in their order
     */
    Map<String, Duration> build() throws Exception;

    /** From old to new. Returns when old follows new. */
    Switched switchThere() throws Exception;

    /** From new to old. Returns when new follows old. */
    Switched switchBack() throws Exception;

    /** Into the side that serves, as superuser. */
    Door serving(String database);

    /** Into the side that follows, as superuser. */
    Door following(String database);

    /** How many databases are followed: as many streams lead from the side that serves to the other one. */
    int streams();

    @Override
    void close() throws Exception;

    /** One way, for a lab of its own. */
    @FunctionalInterface
    interface Kind {

        Switcher in(Lab lab);
    }
}
