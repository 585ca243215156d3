package io.belay.plans.review;

import java.util.List;

/**
 * @param id by which it is linked to
 * @param blocks at least one
 */
record Section(String id, String title, List<Block> blocks) {

    Section {
        blocks = List.copyOf(blocks);
    }
}
