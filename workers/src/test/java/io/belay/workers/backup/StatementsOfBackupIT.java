package io.belay.workers.backup;

import io.belay.workers.postgres.HeardStatements;
import io.belay.workers.verify.TestCluster;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsOfBackupIT {

    @ParameterizedTest
    @ValueSource(ints = {13, 17})
    void a_backup_sends_what_is_listed_for_the_major(int major) {
        HeardStatements heard = new HeardStatements();
        try (TestCluster live = TestCluster.create(TestCluster.installation(major), "backup")
                        .start();
                BackupSession session = BackupSession.open(live.access().noting(heard), "db1/orders")) {
            session.begin();
            session.written();
            session.end();
        }

        heard.areAsListed(BackupMode.statements(major));
    }
}
