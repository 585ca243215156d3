package io.belay.workers.clone;

import io.belay.workers.postgres.ControlData;
import java.nio.file.Path;
import java.util.Map;

/**
 * A copy as the gate sees it, all paths proven. Immutable.
 *
 * @param root real path
 * @param data real path of the data directory, inside {@code root}
 * @param control of the data directory, as it was before the first start in this clone or in the one that it was copied from
 * @param inherited live's effective settings, as its files name them
 * @param hasOwnNetwork whether its programs run in a network namespace of their own
 * @param workerUser operating-system user of this process
 */
record CloneFacts(
        CloneRequest request,
        Path root,
        Path data,
        ControlData control,
        Map<String, String> inherited,
        boolean hasOwnNetwork,
        String workerUser,
        OwnedFiles files) {

    CloneFacts {
        inherited = Map.copyOf(inherited);
    }

    int major() {
        return request.installation().major();
    }

    /** Belay's own folder in the clone, for what descends from one snapshot. */
    Path own() {
        return own(root, request);
    }

    static Path own(Path root, CloneRequest request) {
        return CloneLayout.own(root, request.snapshot());
    }

    String inherited(String name, String otherwise) {
        return inherited.getOrDefault(name, otherwise);
    }
}
