package io.belay.workers.storage.tree;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.posix.PosixFailure;
import io.belay.workers.storage.StorageErrors;
import io.belay.workers.storage.StorageFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/** What a refusal of the file system means to a person. */
final class TreeRefusal {

    private TreeRefusal() {}

    static StorageFailure of(String verb, Path path, PosixFailure failure) {
        ErrorCode code = StorageErrors.STORE;
        if (failure.is("EPERM") || failure.is("EACCES")) {
            code = StorageErrors.NO_RIGHT;
        } else if (failure.is("ENOSPC") || failure.is("EDQUOT")) {
            code = StorageErrors.NO_ROOM;
        } else if (failure.is("EEXIST")) {
            code = StorageErrors.EXISTS;
        } else if (failure.is("EXDEV")) {
            code = StorageErrors.OTHER_FILE_SYSTEM;
        }
        return new StorageFailure(code, said(verb, path, String.valueOf(failure.getMessage()), code), failure);
    }

    static StorageFailure of(String verb, Path path, IOException failure) {
        ErrorCode code = StorageErrors.STORE;
        String reason = Optional.ofNullable(
                        failure instanceof FileSystemException named ? named.getReason() : failure.getMessage())
                .orElse("");
        if (failure instanceof AccessDeniedException || reason.contains("not permitted")) {
            code = StorageErrors.NO_RIGHT;
        } else if (reason.contains("No space left") || reason.contains("quota")) {
            code = StorageErrors.NO_ROOM;
        }
        return new StorageFailure(code, said(verb, path, failure.toString(), code), failure);
    }

    private static String said(String verb, Path path, String why, ErrorCode code) {
        String said = "the file system refused to " + verb + " `" + path + "`: " + why;
        if (code.equals(StorageErrors.NO_RIGHT)) {
            return said + ". Run the worker as root, or as the owner of the data directory. Live was only read";
        }
        if (code.equals(StorageErrors.NO_ROOM)) {
            return said + ". What was begun is removed, but live may share this storage: make room first";
        }
        return said;
    }
}
