package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.lab.run.Unification.Noted;
import io.belay.workers.commands.PlannedPart;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What was listed of a plan, held against all that a run of it noted. */
final class ListedAndRun {

    private static final String VERIFY = "verify";

    private ListedAndRun() {}

    /**
     * One order for all but the comparison of old and new, which are asked side by side: there programs keep their order, and the
     * statements to each of the two theirs.
     *
     * @param run its id; in an apply nothing tells at first where the evidence folder's name ends and the run's begins
     * @return what each name in the list stood for
     */
    static Map<String, String> assertSame(List<PlannedPart> listed, String run, String commands) {
        List<Noted> ran = NotedCommands.all(commands);
        Map<String, String> names = Unification.of(
                only(listed, part -> !part.step().equals(VERIFY)),
                only(ran, noted -> !noted.step().equals(VERIFY)),
                Map.of("run", run));
        assertVerified(
                only(listed, part -> part.step().equals(VERIFY)),
                only(ran, noted -> noted.step().equals(VERIFY)),
                names);
        return names;
    }

    private static void assertVerified(List<PlannedPart> listed, List<Noted> ran, Map<String, String> names) {
        List<Noted> programs = only(ran, noted -> !isSql(noted));
        Unification.of(listed.stream().map(PartOf::programs).toList(), programs, names);
        int statements = 0;
        for (String server : List.of("old", "new")) {
            List<Noted> sent =
                    only(ran, noted -> isSql(noted) && noted.words().get(1).startsWith(server + " "));
            Unification.of(
                    listed.stream().map(part -> PartOf.sentTo(server, part)).toList(), sent, names);
            statements += sent.size();
        }
        assertThat(programs.size() + statements).isEqualTo(ran.size()).isGreaterThan(100);
    }

    private static boolean isSql(Noted noted) {
        return noted.words().get(0).equals(Unification.SQL);
    }

    private static <T> List<T> only(List<T> all, Predicate<T> chosen) {
        return all.stream().filter(chosen).toList();
    }
}
