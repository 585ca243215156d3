package io.belay.workers.host;

import io.belay.engine.activity.HostDesk.Deed;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Users;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who may do what on this host, by its own file alone (invariant I9): groups, and what they may. Whoever asks is taken by name,
 * as the command line tells it; nothing here proves that they are who they say. Immutable.
 */
final class Membership {

    private final String host;
    private final Users users;

    Membership(String host, Users users) {
        this.host = host;
        this.users = users;
    }

    /** A failure says who may, so that the one who was refused knows whom to ask. */
    StepResult admit(Deed deed) {
        List<String> may = users.may().getOrDefault(deed.action(), List.of());
        if (may.stream().noneMatch(group -> isIn(group, deed.person()))) {
            return refused(
                    deed,
                    "`" + deed.person() + "` may not `" + deed.action() + "` on host `" + host + "`: "
                            + (may.isEmpty() ? "its file lets nobody" : "that is for " + named(may)));
        }
        List<String> nobody = deed.asked().stream()
                .filter(name -> !isGroup(name) && !isKnown(name))
                .toList();
        if (!nobody.isEmpty()) {
            return refused(
                    deed,
                    "the plan asks `" + String.join("`, `", nobody) + "` to approve, and host `" + host
                            + "` knows neither a group nor a person of that name");
        }
        boolean approves = deed.action().equals("approve");
        boolean isAsked =
                deed.asked().stream().anyMatch(name -> name.equals(deed.person()) || isIn(name, deed.person()));
        return approves && !deed.asked().isEmpty() && !isAsked
                ? refused(
                        deed, "the plan asks " + named(deed.asked()) + ", and `" + deed.person() + "` is none of them")
                : StepResult.succeeded("`" + deed.person() + "` may `" + deed.action() + "`", Map.of());
    }

    private boolean isGroup(String name) {
        return users.groups().containsKey(name);
    }

    private boolean isIn(String group, String person) {
        return users.groups().getOrDefault(group, List.of()).contains(person);
    }

    private boolean isKnown(String person) {
        return users.groups().values().stream().anyMatch(members -> members.contains(person));
    }

    /** {@code `dba` (alice, bob)}. */
    private String named(List<String> groups) {
        return groups.stream()
                .map(group -> "`" + group + "`"
                        + (isGroup(group)
                                ? " (" + String.join(", ", users.groups().get(group)) + ")"
                                : ""))
                .collect(Collectors.joining(", "));
    }

    private StepResult refused(Deed deed, String why) {
        return StepResult.failed(
                HostErrors.NOT_ADMITTED,
                why,
                "ask one who may, or let the administrator write it under `users` in `" + host
                        + ".host.yaml` (`groups` and `may: {" + deed.action()
                        + ": [...]}`) and restart `belay worker`",
                Map.of());
    }
}
