package io.belay.workers.preflight;

import io.belay.workers.live.Dress;
import io.belay.workers.live.DressRequest;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.ProductionDress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of live that the target does not know, or whose values it refuses: new would not start with them. Read from live's files, in
 * a rehearsal from those of the snapshot under test; asked of the target's {@code postgres -C}. No server is asked.
 */
final class ProductionSettings implements FindingFamily {

    @Override
    public String title() {
        return "settings at the target";
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        // Without the target's programs nobody can be asked; Versions says that they are missing.
        return context.dress()
                .filter(request -> Files.isExecutable(request.target().program("postgres")))
                .map(request -> examine(context, request))
                .orElse(List.of());
    }

    private static List<Finding> examine(PreflightContext context, DressRequest request) {
        Dress dress;
        try {
            dress = new ProductionDress(context.commands(), context.folder()).plan(request);
        } catch (LiveFailure unreadable) {
            return List.of(Finding.blocker(
                    PreflightErrors.SETTING_REFUSED, "live's configuration", String.valueOf(unreadable.getMessage())));
        }
        List<Finding> found = new ArrayList<>();
        dress.problems().forEach(problem -> found.add(finding(context, problem)));
        if (!dress.notes().isEmpty()) {
            found.add(new Finding(
                    PreflightErrors.SETTING_CHANGED,
                    Finding.Severity.NOTE,
                    "live's configuration",
                    dress.notes().size() + " things in live's configuration will be otherwise in new",
                    dress.notes(),
                    "",
                    ""));
        }
        return found;
    }

    private static Finding finding(PreflightContext context, Dress.Problem problem) {
        String what = problem.setting().isEmpty() ? "a line" : "`" + problem.setting() + "`";
        return Finding.blocker(
                PreflightErrors.SETTING_REFUSED,
                problem.place(),
                what + " of live's configuration does not fit PostgreSQL " + context.plannedTarget() + ": "
                        + problem.text());
    }
}
