package io.belay.workers.storage.tree;

import io.belay.workers.storage.DataDirectoryLinks;
import io.belay.workers.storage.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folders of a dataset that make up the cluster: its root may hold much else. */
final class DatasetParts {

    private DatasetParts() {}

    /** The data directory first, then each tablespace that does not lie in another part. */
    static List<Path> of(Dataset dataset) {
        List<Path> parts = new ArrayList<>(List.of(dataset.dataDirectory()));
        for (DataDirectoryLinks.Link link : DataDirectoryLinks.of(dataset.dataDirectory())) {
            if (link.isTablespace() && link.target().isPresent()) {
                Path target = link.target().get();
                if (parts.stream().noneMatch(target::startsWith)) {
                    parts.add(target);
                }
            }
        }
        return List.copyOf(parts);
    }
}
