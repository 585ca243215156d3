package io.belay.lab.kills;

import io.belay.lab.oracle.SeenProcess;
import java.util.List;

/**
 * Whom to kill. Found by parentage, folder and arguments among what this lab started, never by name alone.
 */
interface Victim {

    /** In the report. */
    String name();

    /** Those of it that are alive now; empty when there is nothing to kill. */
    List<SeenProcess> alive(Scene scene);

    /** Whom of them to kill: all, unless it is one of several. */
    default List<SeenProcess> chosen(Scene scene, int pick) {
        return alive(scene);
    }

    /** What its administrator, systemd or the next attempt would start again; nothing for what Belay itself starts. */
    default void comeBack(Ensemble ensemble) {}
}
