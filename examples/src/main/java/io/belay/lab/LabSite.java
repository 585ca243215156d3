package io.belay.lab;

import io.belay.cli.dev.ShortProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What every part of one lab shares. Immutable.
 *
 * @param work folder of the lab; others may enter it, as its servers run under another account
 */
record LabSite(Register register, LabUser user, LabTools tools, Path work, Narrator narrator) {

    /** For everything that the lab starts: a sweep finds it by this. */
    Map<String, String> environment() {
        return Map.of(Register.MARK, register.id());
    }

    /** Under the lab's account, marked. */
    ShortProgram asUser(List<String> command) {
        return new ShortProgram(user.running(command), environment(), work, Duration.ofMinutes(10));
    }

    /** As this process, marked. */
    ShortProgram asSelf(String... command) {
        return new ShortProgram(List.of(command), environment(), work, Duration.ofMinutes(2));
    }
}
