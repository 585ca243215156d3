package io.belay.workers.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class OpenSocketsTest {

    @Test
    void a_listening_socket_of_this_very_process_is_seen() throws IOException {
        Assumptions.assumeTrue(OpenSockets.canSee(), "this system has no /proc");
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.format(Locale.ROOT, "%04X", listening.getLocalPort());

            assertThat(OpenSockets.of(ProcessHandle.current().pid()).orElseThrow())
                    .anyMatch(place -> place.startsWith("tcp ") && place.endsWith(":" + port));
        }
    }

    @Test
    void connected_sockets_and_those_of_others_are_left_out() {
        List<String> unix = List.of(
                "Num       RefCount Protocol Flags    Type St Inode Path",
                "0000: 00000002 00000000 00010000 0001 01 11 /s/.s.PGSQL.5432",
                "0000: 00000003 00000000 00000000 0001 03 12 /s/.s.PGSQL.5432",
                "0000: 00000002 00000000 00010000 0001 01 99 /other");

        assertThat(OpenSockets.listeningUnix(unix, Set.of("11", "12"))).containsExactly("/s/.s.PGSQL.5432");
    }
}
