package io.belay.workers.preflight;

import io.belay.workers.clients.ClientSample;
import io.belay.workers.clients.ClientSight;
import io.belay.workers.command.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Superusers among the clients: no limit of connections holds for them, so the fence has to end them one by one. Judged by looks at
 * who is connected; asks nobody itself.
 */
final class SuperuserClients implements FindingFamily {

    private static final int NAMED = 5;

    @Override
    public String title() {
        return "superusers among the clients";
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        return context.promotion().recent().map(SuperuserClients::judge).orElse(List.of());
    }

    static List<Finding> judge(List<ClientSample> samples) {
        Map<String, List<ClientSight>> byRole = new TreeMap<>();
        samples.stream()
                .flatMap(sample -> sample.sights().stream())
                .filter(ClientSight::superuser)
                .distinct()
                .forEach(sight -> byRole.computeIfAbsent(sight.role(), key -> new ArrayList<>())
                        .add(sight));
        return byRole.entrySet().stream()
                .map(entry -> finding(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Finding finding(String role, List<ClientSight> sights) {
        String quoted = Sql.name(role);
        return Finding.warning(
                        PreflightErrors.SUPERUSER_CLIENT,
                        "role " + role,
                        "clients come as `" + role
                                + "`, which is a superuser: no limit of connections holds for it, so the"
                                + " fence ends its sessions one by one, and a hold that cannot is undone. Give"
                                + " applications a role that is none; an administrator's session has to end before")
                .withEvidence(sights.stream()
                        .map(ClientSight::words)
                        .distinct()
                        .limit(NAMED)
                        .toList())
                .withRemedy("ALTER ROLE " + quoted + " NOSUPERUSER;", "ALTER ROLE " + quoted + " SUPERUSER;");
    }
}
