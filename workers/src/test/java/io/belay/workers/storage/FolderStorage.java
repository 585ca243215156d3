package io.belay.workers.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A store for tests of what stands above it: copies folders. Can be told to crash before or after its next call. */
final class FolderStorage implements Storage {

    /** Not an exception: nothing may clean up after it, as nothing does after kill -9. */
    static final class Crash extends Error {

        private static final long serialVersionUID = 1L;

        Crash() {
            super("killed here");
        }
    }

    private final Place place;
    private boolean crashBefore;
    private boolean crashAfter;

    FolderStorage(Place place) {
        this.place = place;
    }

    void crashBeforeNextCall() {
        crashBefore = true;
    }

    void crashAfterNextCall() {
        crashAfter = true;
    }

    @Override
    public String driver() {
        return "folder";
    }

    @Override
    public Capabilities probe(Dataset dataset, Path destination) {
        return new Capabilities(Capabilities.Consistency.STOPPED, false, List.of(), List.of());
    }

    @Override
    public Timing snapshot(Dataset dataset, Path destination) {
        place.prepare(destination);
        call(() -> copyFolder(dataset.root(), destination));
        return new Timing(1, 2);
    }

    @Override
    public Timing freeze(Path tree, Path destination) {
        return copy(tree, destination);
    }

    @Override
    public Timing copy(Path image, Path destination) {
        place.prepare(destination);
        call(() -> copyFolder(image, destination));
        return new Timing(1, 2);
    }

    @Override
    public void rename(Path from, Path to) {
        throw new IllegalStateException("not needed by any test");
    }

    @Override
    public void remove(Path imageOrTree) {
        place.requireEntry(imageOrTree);
        call(() -> removeFolder(imageOrTree));
    }

    @Override
    public Space space(Path somewhere) {
        return new Space(1, 2);
    }

    @Override
    public void difference(Path left, Path right, List<FilePair> files, Consumer<FileVerdict> each) {
        SharedExtentProof proof = new SharedExtentProof(left, right, false);
        files.forEach(pair -> each.accept(proof.compare(pair)));
    }

    private void call(Runnable work) {
        if (crashBefore) {
            crashBefore = false;
            throw new Crash();
        }
        work.run();
        if (crashAfter) {
            crashAfter = false;
            throw new Crash();
        }
    }

    private static void copyFolder(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeFolder(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
