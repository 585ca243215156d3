package io.belay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientLoadTest {

    @TempDir
    Path folder;

    @Test
    void acknowledged_payments_are_read_back_without_a_torn_last_line() throws IOException {
        Path file = folder.resolve("acknowledged");
        try (Acknowledgements acknowledgements = Acknowledgements.create(file)) {
            acknowledgements.add(3);
            acknowledgements.add(1);
        }
        Files.writeString(file, "99", StandardOpenOption.APPEND);

        assertThat(Acknowledgements.read(file).stream()).containsExactly(1, 3);
    }

    @Test
    void an_earlier_load_s_file_is_never_overwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("acknowledged"), "1\n");

        assertThatThrownBy(() -> Acknowledgements.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void clients_that_reach_no_server_count_failures_and_acknowledge_nothing() throws IOException {
        Door nowhere = new Door(folder, 5432, "orders", "app", Optional.of("secret"));
        Path file = folder.resolve("acknowledged");
        ClientLoad.Shape shape = new ClientLoad.Shape(2, 100, Duration.ofMinutes(1), 1);

        try (ClientLoad load = ClientLoad.start(nowhere, shape, file)) {
            await().until(() -> load.seen().failed() > 3);
            ClientLoad.Seen seen = load.stop();

            assertThat(seen.acknowledged()).isZero();
            assertThat(seen.failures()).isNotEmpty();
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void a_door_does_not_show_its_password() {
        assertThat(new Door(folder, 5432, "orders", "app", Optional.of("secret")).toString())
                .doesNotContain("secret");
    }

    @Test
    void a_verifier_is_the_one_that_a_server_makes_of_the_same_password_and_salt() {
        byte[] salt = java.util.Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");

        // The client key and server key of RFC 7677, section 3, for "pencil".
        assertThat(ScramVerifier.of("pencil", salt))
                .isEqualTo("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
                        + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");
    }
}
