package io.belay.workers.facts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The identity of a cluster from its control file, without starting a program: the first eight bytes are the system identifier in every
 * version, in the machine's own byte order.
 *
 * @see <a href="https://github.com/postgres/postgres/blob/REL_17_STABLE/src/include/catalog/pg_control.h">pg_control.h</a>
 */
final class ControlFile {

    private ControlFile() {}

    static String systemIdentifier(Path dataDirectory) {
        try (InputStream in = Files.newInputStream(dataDirectory.resolve("global/pg_control"))) {
            byte[] first = in.readNBytes(Long.BYTES);
            if (first.length < Long.BYTES) {
                throw new IOException("the control file of " + dataDirectory + " is cut short");
            }
            long identifier =
                    ByteBuffer.wrap(first).order(ByteOrder.nativeOrder()).getLong();
            return Long.toUnsignedString(identifier);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
