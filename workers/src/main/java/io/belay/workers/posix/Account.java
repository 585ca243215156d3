package io.belay.workers.posix;

import java.nio.file.Path;

/**
 * An operating-system account. Immutable.
 *
 * @param name as in the passwd database
 * @param home its home folder, which may not exist
 */
public record Account(String name, long userId, long groupId, Path home) {}
