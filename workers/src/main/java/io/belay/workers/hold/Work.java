package io.belay.workers.hold;

import io.belay.workers.clone.SafeClone;
import io.belay.workers.live.Dress;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.TemplateLocale;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What one part of a hold hands to the next, as long as its process lives; nothing that an undo needs. Thread-safe. */
final class Work {

    private volatile @Nullable Dress dress;
    private volatile @Nullable TemplateLocale template;
    private volatile @Nullable ControlData stopped;
    private volatile @Nullable Image image;
    private volatile @Nullable SafeClone old;
    private volatile @Nullable SafeClone upgraded;
    private volatile @Nullable Future<FinalTwin> twin;
    private volatile @Nullable RunningServer server;
    private final HoldNotes told;

    Work(HoldNotes told) {
        this.told = told;
    }

    /** @param root of the final snapshot */
    record Image(String snapshot, java.nio.file.Path root) {}

    void dress(Dress planned) {
        dress = planned;
    }

    Optional<Dress> plannedDress() {
        return Optional.ofNullable(dress);
    }

    Dress dress() {
        return required(dress);
    }

    void template(TemplateLocale known) {
        template = known;
    }

    TemplateLocale template() {
        return required(template);
    }

    void stopped(ControlData control) {
        stopped = control;
    }

    ControlData stopped() {
        return required(stopped);
    }

    void image(Image taken) {
        image = taken;
    }

    Image image() {
        return required(image);
    }

    void old(SafeClone clone) {
        old = clone;
    }

    SafeClone old() {
        return required(old);
    }

    void upgraded(SafeClone clone) {
        upgraded = clone;
    }

    SafeClone upgraded() {
        return required(upgraded);
    }

    void twin(Future<FinalTwin> coming) {
        twin = coming;
    }

    FinalTwin twin() {
        return Together.join(required(twin));
    }

    Optional<Future<FinalTwin>> twinIfAny() {
        return Optional.ofNullable(twin);
    }

    void server(RunningServer running) {
        server = running;
    }

    RunningServer server() {
        return required(server);
    }

    void fact(String name, Object value) {
        told.fact(name, value);
    }

    void note(String about, String text) {
        told.note(about, text);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a part of the hold was carried out before what it needs");
        }
        return value;
    }
}
