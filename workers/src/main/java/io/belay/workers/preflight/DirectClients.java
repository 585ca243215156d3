package io.belay.workers.preflight;

import io.belay.plans.model.DurationText;
import io.belay.workers.clients.ClientSample;
import io.belay.workers.clients.ClientSight;
import io.belay.workers.clients.ClientSight.Through;
import io.belay.workers.command.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Clients that come around the poolers, over the last day or so and not only now: a report of the night, a colleague's tool. They are not
 * held but lose their connection. Where the poolers could not be asked, an address that was seen to be a pooler's counts as such.
 * Judged by looks at who is connected; asks nobody itself.
 */
final class DirectClients implements FindingFamily {

    private static final int NAMED = 20;

    @Override
    public String title() {
        return "clients around the poolers";
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        PromotionFacts facts = context.promotion();
        return facts.clients()
                .map(samples -> judge(samples, facts.role(), facts.kind().observed()))
                .orElse(List.of());
    }

    /**
     * @param all looks that are kept, oldest first; those that are older than the plan asks for do not count against anybody
     * @param role that Belay comes to live as
     * @param observed for how long the plan wants to have watched, {@code clients.observed}
     */
    static List<Finding> judge(List<ClientSample> all, String role, Duration observed) {
        List<Finding> found = new ArrayList<>();
        if (all.isEmpty()) {
            return found;
        }
        Instant from = all.get(all.size() - 1).at().minus(observed);
        List<ClientSample> samples =
                all.stream().filter(sample -> !sample.at().isBefore(from)).toList();
        unseen(samples, role, found);
        if (all.get(0).at().isAfter(from)) {
            found.add(watchedTooShort(samples, observed));
        }
        Set<String> ofPoolers = samples.stream()
                .flatMap(sample -> sample.sights().stream())
                .filter(sight -> sight.through() == Through.POOLER)
                .map(ClientSight::address)
                .collect(Collectors.toSet());
        List<ClientSight> direct = samples.stream()
                .flatMap(sample -> sample.sights().stream())
                .filter(sight -> sight.through() == Through.NO_POOLER
                        || (sight.through() == Through.UNKNOWN && !ofPoolers.contains(sight.address())))
                .distinct()
                .sorted(Comparator.comparing(ClientSight::address).thenComparing(ClientSight::words))
                .toList();
        if (!direct.isEmpty()) {
            found.add(around(samples, direct));
        }
        return found;
    }

    private static Finding watchedTooShort(List<ClientSample> samples, Duration observed) {
        return Finding.warning(
                PreflightErrors.CLIENTS_UNKNOWN,
                "clients: time watched",
                "clients around the poolers were watched for over " + span(samples) + ", and the plan wants "
                        + DurationText.write(observed)
                        + " of it (`clients.observed`): a guard looks with each snapshot, from its first one on");
    }

    private static Finding around(List<ClientSample> samples, List<ClientSight> direct) {
        List<String> places = direct.stream().map(ClientSight::place).distinct().toList();
        return Finding.warning(
                        PreflightErrors.DIRECT_CLIENTS,
                        "clients",
                        "over " + span(samples) + " clients came around the poolers from " + places.size()
                                + (places.size() == 1 ? " address" : " addresses") + ": " + shortened(places)
                                + "; they are not held but lose their connection")
                .withEvidence(direct.stream()
                        .map(ClientSight::words)
                        .distinct()
                        .limit(NAMED)
                        .toList());
    }

    /** What nobody may see is not known to be good. */
    private static void unseen(List<ClientSample> samples, String role, List<Finding> found) {
        ClientSample newest = samples.get(samples.size() - 1);
        if (newest.hidden() > 0) {
            String quoted = Sql.name(role);
            found.add(Finding.warning(
                            PreflightErrors.CLIENTS_UNKNOWN,
                            "clients: right to see them",
                            "Belay's role may not see where " + newest.hidden() + " sessions come from")
                    .withRemedy(
                            "GRANT pg_read_all_stats TO " + quoted + ";",
                            "REVOKE pg_read_all_stats FROM " + quoted + ";"));
        }
        if (newest.sights().stream().anyMatch(sight -> sight.through() == Through.UNKNOWN)) {
            found.add(Finding.warning(
                    PreflightErrors.CLIENTS_UNKNOWN,
                    "clients: poolers",
                    "the poolers could not be asked which sessions are theirs; let the host's file describe each under"
                            + " `poolers`, and their consoles answer"));
        }
    }

    private static String span(List<ClientSample> samples) {
        Duration span = Duration.between(
                samples.get(0).at(), samples.get(samples.size() - 1).at());
        return samples.size() == 1
                ? "one look"
                : samples.size() + " looks in " + (span.toHours() > 0 ? span.toHours() + "h" : span.toMinutes() + "m");
    }

    private static String shortened(List<String> places) {
        return String.join(", ", places.subList(0, Math.min(NAMED, places.size())))
                + (places.size() > NAMED ? " and " + (places.size() - NAMED) + " more" : "");
    }
}
