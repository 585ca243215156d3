package io.belay.engine.workflow;

/**
 * A question to a host. Immutable; what a kind does not need is empty or 0.
 *
 * @param host the host's configured name
 * @param cluster {@code host/name}; empty for {@code ANNOUNCE}
 * @param subject run id for {@code READ} and {@code VERIFY_EVIDENCE}, a plan's canonical text for {@code GATHER_FACTS}, snapshot id for {@code CREATE_CLONE}, request id for {@code TAKE_SNAPSHOT}
 * @param name file for {@code READ}, heads as JSON for {@code VERIFY_EVIDENCE}, clone's name for {@code CREATE_CLONE} and {@code DROP_CLONE}
 * @param person who asks, for {@code TAKE_SNAPSHOT} and {@code CREATE_CLONE}
 * @param offset in bytes for {@code READ}; negative counts from the end
 * @param amount bytes for {@code READ}, snapshots to keep for {@code PRUNE}, 1 for {@code GATHER_FACTS} when also that is wanted which
 *     no hash covers
 * @param patienceSeconds how long a worker may take to pick the question up
 */
public record HostQuestion(
        Kind kind,
        String host,
        String cluster,
        String subject,
        String name,
        String person,
        long offset,
        int amount,
        int patienceSeconds) {

    public enum Kind {
        ANNOUNCE,
        LIST_SNAPSHOTS,
        TAKE_SNAPSHOT,
        PRUNE,
        READ,
        CREATE_CLONE,
        LIST_CLONES,
        DROP_CLONE,
        GATHER_FACTS,
        VERIFY_EVIDENCE,
        LIST_REHEARSALS
    }
}
