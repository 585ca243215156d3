package io.belay.workers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Keeps what real sessions sent, for comparing it with what their component lists. */
public final class HeardStatements implements SentStatements {

    /** One statement on its way. */
    public record Heard(String database, String sql) {}

    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    @Override
    public void sending(String database, String sql) {
        heard.add(new Heard(database, sql));
    }

    public List<Heard> all() {
        return List.copyOf(heard);
    }

    /**
     * Each one that was sent is listed; each that is listed was sent; in each database in the listed order. What is listed twice
     * counts where it stands first.
     */
    public void areAsListed(List<ListedStatement> listed) {
        assertThat(heard).allMatch(one -> place(listed, one) >= 0);
        assertThat(listed)
                .allMatch(expected -> heard.stream().anyMatch(one -> expected.fits(one.database(), one.sql())));
        heard.stream().map(Heard::database).distinct().forEach(database -> {
            List<Integer> places = heard.stream()
                    .filter(one -> one.database().equals(database))
                    .distinct()
                    .map(one -> place(listed, one))
                    .toList();
            assertThat(places).as(database).isSorted();
        });
    }

    private static int place(List<ListedStatement> listed, Heard one) {
        return IntStream.range(0, listed.size())
                .filter(i -> listed.get(i).fits(one.database(), one.sql()))
                .findFirst()
                .orElse(-1);
    }
}
