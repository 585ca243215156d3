package io.belay.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Each question of {@code belay init} as an option, so that scripts need no terminal. */
final class InitAnswers {

    @Option(names = "--host", paramLabel = "NAME", description = "Name of this host in references (default: its own).")
    private Optional<String> host = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the cluster (default: from its folders).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--for",
            paramLabel = "rehearsal|snapshots|offline|online",
            description = "What the plan is for (default: rehearsal).")
    private Optional<String> shape = Optional.empty();

    @Option(names = "--target", paramLabel = "MAJOR", description = "Default: the newest that is installed.")
    private Optional<String> target = Optional.empty();

    @Option(names = "--owner", paramLabel = "PERSON", description = "Who answers for the plan (default: you).")
    private Optional<String> owner = Optional.empty();

    @Option(
            names = "--approvers",
            paramLabel = "[GROUP=]PERSON,...",
            description = "Who approves before live is changed; the group is change-board.")
    private Optional<String> approvers = Optional.empty();

    @Option(names = "--way-back", paramLabel = "TIME|none", description = "How long one must be able to go back.")
    private Optional<String> wayBack = Optional.empty();

    @Option(names = "--window", paramLabel = "CRON|TIME|none", description = "When it may be promoted (default: none).")
    private Optional<String> window = Optional.empty();

    @Option(names = "--window-length", paramLabel = "TIME", description = "Default: 4h.")
    private Optional<String> windowLength = Optional.empty();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Of the window (default: this machine's).")
    private Optional<String> zone = Optional.empty();

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description = "For snapshots and clones (default: beside the data).")
    private Optional<String> work = Optional.empty();

    /** By the option's name without dashes; what was not given is left out. */
    Map<String, String> given() {
        Map<String, Optional<String>> all = new LinkedHashMap<>();
        all.put("host", host);
        all.put("name", name);
        all.put("for", shape);
        all.put("target", target);
        all.put("owner", owner);
        all.put("approvers", approvers);
        all.put("way-back", wayBack);
        all.put("window", window);
        all.put("window-length", windowLength);
        all.put("zone", zone);
        all.put("work", work);
        Map<String, String> given = new LinkedHashMap<>();
        all.forEach((option, answer) -> answer.ifPresent(text -> given.put(option, text.strip())));
        return given;
    }
}
