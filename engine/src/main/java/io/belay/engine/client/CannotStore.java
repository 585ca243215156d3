package io.belay.engine.client;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** A Temporal that answers and cannot store, in words: its file or its database is full, read-only or gone. Pure. */
final class CannotStore {

    private static final List<String> SIGNS =
            List.of("shard status unknown", "disk is full", "no space left", "readonly database", "disk i/o error");

    private static final String SAFE =
            "nothing is lost: hosts keep what they did in their journals and tell it later; live serves on";
    private static final String REMEDY =
            "make room where Temporal keeps its data (with `belay dev`, the folder of `temporal.db`); runs go on by"
                    + " themselves then. `belay explain " + EngineErrors.TEMPORAL_CANNOT_STORE.text() + "`";

    private CannotStore() {}

    static boolean says(String reason) {
        String text = reason.toLowerCase(Locale.ROOT);
        return SIGNS.stream().anyMatch(text::contains);
    }

    static EngineFailure failure(Connection where, String reason, Exception cause) {
        return new EngineFailure(
                EngineErrors.TEMPORAL_CANNOT_STORE,
                "Temporal at " + where.address() + " answers, but cannot store (" + reason + "); " + SAFE,
                REMEDY,
                cause);
    }

    /** @param since when it should have noted something, by its own clock */
    static String notice(Instant since) {
        return EngineErrors.TEMPORAL_CANNOT_STORE.text()
                + ": Temporal answers, but has not stored what it should have since "
                + since.truncatedTo(ChronoUnit.SECONDS) + "; " + SAFE + ". To do: " + REMEDY;
    }
}
