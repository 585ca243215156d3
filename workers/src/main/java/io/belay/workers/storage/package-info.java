/** The storage contract; its drivers live in folders below and know nothing of each other. */
@NullMarked
package io.belay.workers.storage;

import org.jspecify.annotations.NullMarked;
