package io.belay.workers.step;

import io.belay.workers.step.StepLab.Store;

/** On an XFS, sharing blocks. */
class BackupModeOnReflinkIT extends BackupModeConformance {

    BackupModeOnReflinkIT() {
        super(Store.REFLINK, 13);
    }
}
