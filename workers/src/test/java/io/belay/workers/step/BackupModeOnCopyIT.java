package io.belay.workers.step;

import io.belay.workers.step.StepLab.Store;

/** With full copies. */
class BackupModeOnCopyIT extends BackupModeConformance {

    BackupModeOnCopyIT() {
        super(Store.COPY, 13);
    }
}
