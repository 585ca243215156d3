package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.Places;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where a target names places for tablespaces, it names one for each that live has, and for no other. */
final class TablespacesComplete implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3012, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < host.clusters().size(); i++) {
            Cluster cluster = host.clusters().get(i);
            String path = "clusters[" + i + "]";
            cluster.targets().forEach((major, target) -> {
                Set<String> live = cluster.tablespaces().keySet();
                Set<String> there = target.tablespaces().keySet();
                if (!there.isEmpty() && !there.equals(live)) {
                    problems.add(
                            Problem.error(
                                            CODE,
                                            places.of(path + ".targets." + major + ".tablespaces"),
                                            "the tablespaces of target " + major + " are not those of live"
                                                    + differences(live, there))
                                    .withSecond(places.of(path + ".tablespaces"), "live has these")
                                    .withHelp(
                                            "name a folder for each, or leave `tablespaces` out: then each stays in its folder"));
                }
            });
        }
        return problems;
    }

    private static String differences(Set<String> live, Set<String> there) {
        Set<String> missing = new LinkedHashSet<>(live);
        missing.removeAll(there);
        Set<String> unknown = new LinkedHashSet<>(there);
        unknown.removeAll(live);
        return (missing.isEmpty() ? "" : ": `" + String.join("`, `", missing) + "` missing")
                + (unknown.isEmpty() ? "" : ": `" + String.join("`, `", unknown) + "` not known");
    }
}
