package io.belay.workers.fence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.workers.posix.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A server as it was before it was fenced, written down first: whoever opens it again, after whatever crash, needs nothing else.
 *
 * @param file real path of {@code pg_hba.conf}
 * @param open its bytes in Base64
 * @param fenced what stands in its place while the fence is up, likewise
 * @param userId its owner
 * @param groupId its group
 * @param mode its rights
 * @param cluster {@code cluster_name}
 * @param limits {@code datconnlimit} of each database
 */
record OpenState(
        Path file,
        String open,
        String fenced,
        long userId,
        long groupId,
        int mode,
        String cluster,
        Map<String, Long> limits) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    OpenState {
        limits = Map.copyOf(limits);
    }

    static OpenState read(Path kept) {
        try {
            return MAPPER.readValue(Files.readString(kept), OpenState.class);
        } catch (IOException e) {
            throw new UncheckedIOException("what the server was like before its fence cannot be read", e);
        }
    }

    void write(Path kept) {
        try {
            Durable.write(kept, MAPPER.writeValueAsString(this));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a state that cannot be kept", impossible);
        }
    }
}
