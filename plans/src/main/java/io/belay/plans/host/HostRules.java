package io.belay.plans.host;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.problem.Problem;
import java.util.List;

/** All rules of a host's file. Immutable. */
public final class HostRules {

    static final List<HostRule> ALL = List.of(
            new OwnerMayRun(),
            new NamesOnce(),
            new PoolersKnown(),
            new ClusterOnStore(),
            new StateOutsideData(),
            new GroupsKnown(),
            new ProgramsKnown(),
            new ProgramsMayRun(),
            new ProgramsOutOfReach(),
            new PolicyStricter(),
            new PolicyKnown(),
            new TablespacesComplete(),
            new PlacesApart(),
            new StandbysElsewhere(),
            new PlacesInsideFolders());

    private HostRules() {}

    public static List<Problem> check(HostConfiguration host, Places places) {
        return ALL.stream().flatMap(rule -> rule.check(host, places).stream()).toList();
    }
}
