package io.belay.workers.clone;

import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.TemplateLocale;

/**
 * What the first start of a clone brought to light. Immutable.
 *
 * @param endOfRecovery first place of live's write-ahead log that is not in the clone: where subscriptions to live begin
 * @param walReplayedBytes of write-ahead log that recovery replayed
 * @param milliseconds from start to the first answered query; of the attempt that completed
 * @param template what the new cluster has to be made with
 */
public record Recovered(Lsn endOfRecovery, long walReplayedBytes, long milliseconds, TemplateLocale template) {}
