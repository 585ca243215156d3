package io.belay.workers.step;

import io.belay.workers.step.StepLab.Store;

/** The functions that 15 renamed. */
class BackupModeOnReflink17IT extends BackupModeConformance {

    BackupModeOnReflink17IT() {
        super(Store.REFLINK, 17);
    }
}
