package io.belay.workers.live;

import io.belay.workers.clone.GateRefusal;
import io.belay.workers.clone.OwnedFiles;
import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.PosixFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a dress. What is right already is left, so that the change of admission inside a hold writes four small files. One thread. */
final class DressFiles {

    private static final Path MAIN = Path.of("postgresql.conf");
    private static final Path ALTERED = Path.of("postgresql.auto.conf");

    private final Dress dress;
    private final Path data;

    DressFiles(Dress dress, Path data) {
        this.dress = dress;
        this.data = data;
    }

    /** @throws LiveFailure {@code BLY-3673} */
    void put(Admission admission) {
        put(admission, List.of(dress.request().superuser()));
    }

    /** @param roles that {@link Admission#PAIRED} lets in */
    void put(Admission admission, List<String> roles) {
        try {
            Path real = data.toRealPath();
            OwnedFiles files = new OwnedFiles(real, dress.request().owner());
            for (Map.Entry<Path, byte[]> file : content(admission, roles).entrySet()) {
                put(files, real, real.resolve(file.getKey()), file.getValue());
            }
            Durable.sync(real);
        } catch (IOException | UncheckedIOException | GateRefusal | PosixFailure refused) {
            throw new LiveFailure(
                    LiveErrors.DRESS_NOT_PUT,
                    "the settings for production cannot be written into `" + data + "`: " + refused.getMessage()
                            + ". What was not written stands as before. Make room and rights, then retry",
                    refused);
        }
    }

    private static void put(OwnedFiles files, Path data, Path file, byte[] content) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || !Arrays.equals(Files.readAllBytes(file), content)) {
            Path folder = file.getParent();
            if (folder != null && !folder.equals(data)) {
                files.makeFolders(folder);
            }
            files.write(file, content);
        }
    }

    /** Who is let in comes last: behind it everything else is in place. */
    private Map<Path, byte[]> content(Admission admission, List<String> roles) {
        Map<Path, byte[]> content = new LinkedHashMap<>(dress.files());
        content.put(MAIN, dress.main(admission).getBytes(StandardCharsets.UTF_8));
        content.put(ALTERED, dress.altered(admission).getBytes(StandardCharsets.UTF_8));
        switch (admission) {
            case OPEN -> {}
            case LOCKED -> content.putAll(Dress.onlyBelay(dress.request().superuser(), accounts(admission)));
            case PAIRED -> content.putAll(dress.paired(roles, accounts(admission)));
        }
        byte[] access = content.remove(Dress.ACCESS);
        content.put(Dress.ACCESS, access == null ? new byte[0] : access);
        return content;
    }

    /** As root Belay comes by itself: the owner's own programs (a job, a pooler) would write what an undo removes again. */
    private Set<String> accounts(Admission admission) {
        Set<String> accounts = new LinkedHashSet<>();
        if (admission == Admission.PAIRED || !Accounts.isRoot()) {
            accounts.add(dress.request().owner().name());
        }
        Accounts.current().map(Account::name).ifPresent(accounts::add);
        return accounts;
    }
}
