package io.belay.cli;

import io.belay.engine.activity.HostDesk.TextPiece;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Fetches a run's record through its host's worker, piece by piece. For one thread. */
final class RecordReading {

    private static final String RECORD = "record.jsonl";
    private static final int PIECE = 65_536;

    private final EngineDesk desk;
    private final String cluster;
    private final String run;

    RecordReading(EngineDesk desk, String cluster, String run) {
        this.desk = desk;
        this.cluster = cluster;
        this.run = run;
    }

    /** As it lies on the host: what is masked in pieces was masked before it was written. */
    byte[] all() {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        long offset = 0;
        boolean end = false;
        while (!end) {
            TextPiece piece = desk.read(cluster, run, RECORD, offset, PIECE);
            record.writeBytes(piece.text().getBytes(StandardCharsets.UTF_8));
            offset = piece.nextOffset();
            end = piece.end();
        }
        return record.toByteArray();
    }
}
