package io.belay.workers.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where others may lie beside a cluster, and what it is called. */
class WorkPlaceTest {

    @ParameterizedTest
    @CsvSource({
        "/srv/pg/orders,             /,          /srv/pg",
        "/srv/pg/orders/13/data,     /srv/pg,    /srv/pg",
        "/var/lib/postgresql/15/main, /,         /var/lib/postgresql",
        "/var/lib/pgsql/13/data,     /,          /var/lib/pgsql",
        "/pgdata/13/data,            /pgdata,    /pgdata",
        "/mnt/vol/orders,            /mnt/vol,   /mnt/vol",
        "/data/13/main,              /,          /data"
    })
    void the_folder_around_holds_the_cluster_and_stays_on_its_file_system(Path unit, Path mount, Path around) {
        assertThat(WorkPlace.around(unit, mount)).isEqualTo(around);
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/pg/orders/13/data,      orders",
        "/srv/pg/shop,                shop",
        "/var/lib/postgresql/15/main, ''",
        "/var/lib/pgsql/13/data,      ''"
    })
    void a_cluster_is_called_by_its_own_folder(Path data, String name) {
        assertThat(WorkPlace.name(data).orElse("")).isEqualTo(name);
    }
}
