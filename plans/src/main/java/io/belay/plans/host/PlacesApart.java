package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Cluster;
import io.belay.plans.model.Places;
import io.belay.plans.model.Replica;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** No cluster lies in another one's data directory, today or once it is upgraded. */
final class PlacesApart implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3013, TEXT);

    /**
     * @param cluster whose it is
     * @param live where it is now; otherwise where it may come to be
     */
    private record Claim(Path place, String cluster, boolean live, String path) {}

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        List<Claim> earlier = new ArrayList<>();
        for (Claim claim : claims(host)) {
            earlier.stream()
                    .filter(other -> disagree(claim, other))
                    .findFirst()
                    .ifPresent(other -> problems.add(problem(claim, other, places)));
            earlier.add(claim);
        }
        return problems;
    }

    private static List<Claim> claims(HostConfiguration host) {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < host.clusters().size(); i++) {
            Cluster cluster = host.clusters().get(i);
            String path = "clusters[" + i + "]";
            claims.add(new Claim(cluster.dataDirectory(), cluster.name(), true, path + ".data_directory"));
            cluster.targets()
                    .forEach((major, target) -> claims.add(new Claim(
                            target.dataDirectory(),
                            cluster.name(),
                            false,
                            path + ".targets." + major + ".data_directory")));
        }
        for (int i = 0; i < host.replicas().size(); i++) {
            Replica replica = host.replicas().get(i);
            String path = "replicas[" + i + "]";
            claims.add(new Claim(replica.dataDirectory(), replica.name(), true, path + ".data_directory"));
            replica.targets()
                    .forEach((major, target) -> claims.add(new Claim(
                            target.dataDirectory(),
                            replica.name(),
                            false,
                            path + ".targets." + major + ".data_directory")));
        }
        return claims;
    }

    private static boolean disagree(Claim claim, Claim other) {
        Path one = claim.place();
        Path two = other.place();
        // The root stands in for a path that could not be read.
        if (one.getNameCount() == 0 || two.getNameCount() == 0) {
            return false;
        }
        // Behind an upgrade the cluster is where its target was.
        boolean arrived = one.equals(two) && claim.cluster().equals(other.cluster()) && claim.live() != other.live();
        return !arrived && (one.startsWith(two) || two.startsWith(one));
    }

    private static Problem problem(Claim claim, Claim other, Places places) {
        String what = claim.place().equals(other.place())
                ? "`" + claim.place() + "` is named for two clusters"
                : Optional.of(claim.place())
                        .filter(place -> place.startsWith(other.place()))
                        .map(place -> "`" + place + "` lies inside `" + other.place() + "`")
                        .orElse("`" + other.place() + "` lies inside `" + claim.place() + "`");
        return Problem.error(CODE, places.of(claim.path()), what)
                .withSecond(places.of(other.path()), "`" + other.cluster() + "` is here")
                .withHelp("give each a folder of its own, beside the other");
    }
}
