package io.belay.workers.live;

import java.util.List;
import java.util.Optional;

/** Takes a setting of live through all majors between live and the target, and says what became of it. One thread. */
final class MajorChanges {

    private static final int MEBIBYTE = 1024 * 1024;

    private final DressRequest request;
    private final List<String> notes;
    private final List<Dress.Problem> problems;

    /** Both lists are added to. */
    MajorChanges(DressRequest request, List<String> notes, List<Dress.Problem> problems) {
        this.request = request;
        this.notes = notes;
        this.problems = problems;
    }

    /** What the majors between the two made of it; empty when it is gone. */
    Optional<Placed> after(Placed old) {
        Placed now = old;
        for (SettingChange change :
                SettingChange.between(request.oldMajor(), request.target().major())) {
            if (!change.concerns(now)) {
                continue;
            }
            if (change.to().isEmpty()) {
                gone(now, change);
                return Optional.empty();
            }
            Placed renamed = renamed(now, change, change.to().get());
            if (!renamed.equals(now)) {
                notes.add("`" + now.name() + " = " + now.value() + "` (" + now.place() + ") becomes `" + renamed.name()
                        + " = " + renamed.value() + "`: from " + change.since() + " on " + change.why());
            }
            now = renamed;
        }
        return Optional.of(now);
    }

    private void gone(Placed setting, SettingChange change) {
        if (change.isHarmless(setting)) {
            notes.add("`" + setting.name() + "` (" + setting.place() + ") is left out: from " + change.since()
                    + " on there is none, " + change.why());
        } else {
            problems.add(new Dress.Problem(
                    setting.place(),
                    setting.name(),
                    "from " + change.since() + " on there is none, " + change.why()
                            + "; what clients do with it must be changed first, then switch it off"));
        }
    }

    private Placed renamed(Placed now, SettingChange change, String to) {
        if (now.name().equals("wal_keep_segments") && now.value().matches("\\d{1,9}")) {
            long megabytes = Long.parseLong(now.value()) * (request.walSegmentBytes() / MEBIBYTE);
            return now.withName(to).withValue(megabytes + "MB");
        }
        return now.withName(to).withValue(change.value().apply(now.value()));
    }
}
