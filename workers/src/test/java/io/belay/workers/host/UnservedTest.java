package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.file.HostFile;
import io.belay.plans.file.ReadHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a host's file may say and a worker does not do is refused when the worker starts, not passed over. */
class UnservedTest {

    private static final Path HOSTS = Path.of("..", "plans", "src", "test", "resources", "hosts");

    @Test
    void a_file_that_asks_for_more_is_refused_with_everything_that_it_asks_for() throws IOException {
        assertThat(Unserved.of(read("db1").configuration().orElseThrow()))
                .extracting(field -> field.replaceAll("(`[^`]*`).*", "$1"))
                .containsExactly(
                        "`temporal.tls`", "`replicas`", "`storage`", "`channels`", "`password: {command: ...}`");
        assertThat(Unserved.of(read("zfs-and-lvm").configuration().orElseThrow()))
                .hasSize(2)
                .allSatisfy(field -> assertThat(field).startsWith("`storage` with `driver: "));
    }

    @Test
    void a_file_that_asks_for_what_is_done_is_served() throws IOException {
        assertThat(Unserved.of(read("small").configuration().orElseThrow())).isEmpty();
    }

    @Test
    void validating_the_file_says_the_same_with_its_lines() throws IOException {
        Set<String> announced = CarriedOut.features();

        assertThat(read("small").where(announced).configuration()).isPresent();
        assertThat(read("db1").where(announced).problems().sorted())
                .extracting(problem -> problem.statement().replaceAll("`([^`]*)`.*", "$1"))
                .contains("temporal.tls", "replicas", "storage.exec");
    }

    private static ReadHost read(String name) throws IOException {
        return HostFile.read(Files.readString(HOSTS.resolve(name + ".yaml")), name + ".host.yaml");
    }
}
