package io.belay.workers.step;

import io.belay.workers.evidence.EvidenceFailure;
import java.nio.file.Files;

/** Evidence of a step that may be repeated: an attempt that saw something else gets a file beside the earlier one's. */
final class StepEvidence {

    private static final int MOST = 1000;

    private StepEvidence() {}

    /** @param name within the step's folder, for example {@code gate.txt}: becomes {@code STEP/gate-EPOCH.txt} */
    static String write(StepContext context, String name, String content) {
        String step = context.request().stepId();
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        String stem =
                step + "/" + name.substring(0, dot) + "-" + context.request().epoch();
        for (int number = 1; ; number++) {
            String file = stem + (number == 1 ? "" : "." + number) + name.substring(dot);
            try {
                context.evidence().write(step, file, content);
                return file;
            } catch (EvidenceFailure refused) {
                // Evidence is never overwritten; anything else than a taken name is a real failure.
                if (number == MOST || !Files.exists(context.evidence().folder().resolve(file))) {
                    throw refused;
                }
            }
        }
    }
}
