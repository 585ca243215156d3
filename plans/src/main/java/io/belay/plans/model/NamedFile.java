package io.belay.plans.model;

/**
 * A file beside the plan, as it was when the plan was read. Immutable.
 *
 * @param path relative to the plan's folder, as the plan writes it
 * @param sha256 of its bytes, 64 lower-case hex digits
 * @param text in UTF-8
 */
public record NamedFile(String path, String sha256, String text) {}
