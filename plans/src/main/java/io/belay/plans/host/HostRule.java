package io.belay.plans.host;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.problem.Problem;
import java.util.List;

/** Something that has to be true within a host's file: a pure function of it. Implementations are immutable. */
interface HostRule {

    List<Problem> check(HostConfiguration host, Places places);
}
