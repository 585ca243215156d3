package io.belay.plans.agree;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.agree.Admitted.Refusal;
import io.belay.plans.model.Channel;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostProgram;
import io.belay.plans.problem.NearestName;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Programs, groups and channels that the steps of a plan name: the host's file says what they are. For one comparison. */
final class NamedByPlan {

    private final ResolvedPlan plan;
    private final HostConfiguration host;
    private final List<Refusal> refusals = new ArrayList<>();

    NamedByPlan(ResolvedPlan plan, HostConfiguration host) {
        this.plan = plan;
        this.host = host;
    }

    List<Refusal> refusals() {
        String owner = plan.owner();
        if (isGroup(owner) && !groups().contains(owner)) {
            refusals.add(new Refusal("metadata.owner", unknown("group", owner), groupHelp(owner)));
        }
        for (ResolvedStep step : plan.steps()) {
            switch (step.kind()) {
                case "approve" -> approvers(step);
                case "exec" -> programs(step);
                case "notify" -> channel(step);
                default -> {}
            }
        }
        return List.copyOf(refusals);
    }

    private void approvers(ResolvedStep step) {
        List<String> by = texts(step.with().path("by"));
        Set<String> people = new HashSet<>();
        boolean known = true;
        for (String name : by) {
            if (!isGroup(name)) {
                people.add(name);
            } else if (groups().contains(name)) {
                people.addAll(host.users().groups().get(name));
            } else {
                known = false;
                refusals.add(Refusal.at(step, "by", unknown("group", name), groupHelp(name)));
            }
        }
        int count = step.with().path("count").asInt(1);
        if (known && people.size() < count) {
            refusals.add(Refusal.at(
                    step,
                    "by",
                    "`" + step.id() + "` asks for " + count + " approvals, and on host `" + host.name() + "` "
                            + String.join(", ", by) + " "
                            + (people.size() == 1 ? "is one person" : "are " + people.size() + " people"),
                    "write a smaller `count`, or name more people"));
        }
    }

    /** A program may run elsewhere; then that host's file says what it is. */
    private void programs(ResolvedStep step) {
        JsonNode with = step.with();
        if (!with.path("host").asText(host.name()).equals(host.name())) {
            return;
        }
        program(step, with, "", with.path("effects").asText());
        // What takes something back reaches as far as what it takes back.
        if (with.path("undo").isObject()) {
            program(step, with.path("undo"), "undo.", with.path("effects").asText());
        }
    }

    private void program(ResolvedStep step, JsonNode call, String path, String effects) {
        String name = call.path("program").asText();
        Optional<HostProgram> program =
                host.programs().stream().filter(one -> one.name().equals(name)).findFirst();
        List<String> known = host.programs().stream().map(HostProgram::name).toList();
        if (program.isEmpty()) {
            String help = NearestName.of(name, known)
                    .map(near -> "write `program: " + near + "`")
                    .orElse("the administrator describes it under `programs`: `- {name: " + name
                            + ", path: ..., sha256: ...}`");
            refusals.add(Refusal.at(step, path + "program", unknown("program", name), help));
            return;
        }
        if (!program.get().effects().contains(effects)) {
            refusals.add(Refusal.at(
                    step,
                    path.isEmpty() ? "effects" : path + "program",
                    "host `" + host.name() + "` has `" + name + "` for effects `"
                            + String.join("`, `", program.get().effects()) + "`, not for `" + effects + "`",
                    "the administrator writes `" + effects + "` to `effects` of the program"));
        }
        if (!program.get().arguments().allow(texts(call.path("arguments")))) {
            refusals.add(Refusal.at(
                    step,
                    path + "arguments",
                    "host `" + host.name() + "` does not allow these arguments for `" + name + "`",
                    "the administrator lists them under `arguments` of the program"));
        }
    }

    private void channel(ResolvedStep step) {
        String to = step.with().path("to").asText();
        List<String> known = host.channels().stream().map(Channel::name).toList();
        if (!known.contains(to)) {
            refusals.add(Refusal.at(
                    step,
                    "to",
                    unknown("channel", to),
                    NearestName.of(to, known)
                            .map(near -> "write `to: " + near + "`")
                            .orElse("the administrator describes it under `channels`")));
        }
    }

    private String unknown(String what, String name) {
        return "host `" + host.name() + "` knows no " + what + " `" + name + "`";
    }

    private String groupHelp(String name) {
        return NearestName.of(name, groups())
                .map(near -> "write `" + near + "`")
                .orElse("the administrator describes it under `users.groups`: `" + name + ": [carol@example.com]`");
    }

    private Collection<String> groups() {
        return host.users().groups().keySet();
    }

    private static boolean isGroup(String name) {
        return name.indexOf('@') < 0;
    }

    /** One of them may stand without a list. */
    private static List<String> texts(JsonNode value) {
        if (value.isTextual()) {
            return List.of(value.asText());
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
