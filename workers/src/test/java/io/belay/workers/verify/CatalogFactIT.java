package io.belay.workers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Facts that only later majors have do not run in a comparison of a 13; here all of them do. */
class CatalogFactIT {

    @Test
    void every_fact_is_read_on_a_seventeen_and_names_each_object_once() {
        try (TestCluster cluster =
                TestCluster.create(TestCluster.installation(17), "facts").start()) {
            cluster.sql(
                    "postgres",
                    "CREATE ROLE app",
                    "GRANT SET ON PARAMETER work_mem TO app",
                    "CREATE TABLE public.t (a int) PARTITION BY LIST (a)");
            for (CatalogFact fact : CatalogFact.values()) {
                try (Session session = cluster.server().open("postgres")) {
                    List<String> objects = session.query(fact.sql()).stream()
                            .map((Row row) -> row.text("object"))
                            .toList();
                    assertThat(objects).as(fact.name()).doesNotHaveDuplicates();
                    if (fact == CatalogFact.PARAMETER_GRANTS) {
                        assertThat(objects).contains("parameter work_mem for app: SET");
                    }
                }
            }
        }
    }
}
