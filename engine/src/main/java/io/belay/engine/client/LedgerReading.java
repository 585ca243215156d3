package io.belay.engine.client;

import io.belay.engine.ledger.Ledger;
import io.belay.engine.ledger.LedgerBrief;
import java.util.Optional;

/**
 * A ledger as far as it can be had now. Immutable.
 *
 * @param brief always there: needs no worker
 * @param whole with stretches and durations; absent when no engine answered
 */
public record LedgerReading(LedgerBrief brief, Optional<Ledger> whole) {}
