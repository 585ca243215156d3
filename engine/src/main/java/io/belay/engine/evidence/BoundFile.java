package io.belay.engine.evidence;

/**
 * What a line says of a file beside the chain: how its first bytes read when the line was written. Immutable.
 *
 * @param name relative to the run's folder
 * @param bytes how many from the beginning are bound; a file that still grew then may be longer
 * @param sha256 of these bytes
 */
public record BoundFile(String name, long bytes, String sha256) {}
