package io.belay.workers.storage.btrfs;

import io.belay.workers.posix.PosixFailure;
import io.belay.workers.storage.StorageErrors;
import io.belay.workers.storage.StorageFailure;
import java.nio.file.Path;

/** What an error number of btrfs means to a person. */
final class BtrfsRefusal {

    private BtrfsRefusal() {}

    static StorageFailure of(String verb, Path path, PosixFailure failure) {
        String said = "btrfs refused to " + verb + " `" + path + "`: " + failure.getMessage();
        if (failure.is("EPERM") || failure.is("EACCES")) {
            return new StorageFailure(
                    StorageErrors.NO_RIGHT,
                    said + ". Run the worker as root, or as the owner of the subvolume on a mount with"
                            + " `user_subvol_rm_allowed`. Nothing was changed",
                    failure);
        }
        if (failure.is("ENOSPC") || failure.is("EDQUOT")) {
            return new StorageFailure(
                    StorageErrors.NO_ROOM,
                    said
                            + ". Nothing was changed, but live shares this storage: `btrfs filesystem usage` shows what is full"
                            + " (metadata can be while data is not)",
                    failure);
        }
        if (failure.is("EEXIST")) {
            return new StorageFailure(StorageErrors.EXISTS, said + ". What is there was left as it is", failure);
        }
        return new StorageFailure(StorageErrors.STORE, said, failure);
    }
}
