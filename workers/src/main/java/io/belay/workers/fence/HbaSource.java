package io.belay.workers.fence;

import java.nio.file.Path;
import java.util.List;

/** What {@code pg_hba.conf} names: other files, and groups of roles. */
interface HbaSource {

    /** Lines of a file. */
    List<String> lines(Path file);

    /** Files of a folder whose names end in {@code .conf}, in the order in which the server reads them; empty when it is missing. */
    List<Path> files(Path folder);

    boolean exists(Path file);

    /** Whether the role is a member of that one, directly or not, or the same; not because it is a superuser. */
    boolean isMember(String role, String group);
}
