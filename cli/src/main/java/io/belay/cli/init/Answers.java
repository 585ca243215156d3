package io.belay.cli.init;

import io.belay.workers.discovery.Findings;
import io.belay.workers.discovery.FoundCluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was answered so far, by the question's option. Immutable. */
final class Answers {

    static final String NONE = "none";

    private final Map<String, String> byOption;

    Answers(Map<String, String> byOption) {
        this.byOption = Map.copyOf(byOption);
    }

    Answers with(String option, String answer) {
        Map<String, String> more = new LinkedHashMap<>(byOption);
        more.put(option, answer);
        return new Answers(more);
    }

    boolean has(String option) {
        return byOption.containsKey(option);
    }

    Optional<String> of(String option) {
        return Optional.ofNullable(byOption.get(option));
    }

    /** The cluster that was chosen, or the only one; of findings with at least one. */
    FoundCluster cluster(Findings findings) {
        List<FoundCluster> clusters = findings.clusters();
        return of("data-directory").flatMap(text -> chosen(text, clusters)).orElse(clusters.get(0));
    }

    /** By its data directory or its place in the list, from 1 on. */
    static Optional<FoundCluster> chosen(String text, List<FoundCluster> clusters) {
        if (text.matches("[1-9]\\d?") && Integer.parseInt(text) <= clusters.size()) {
            return Optional.of(clusters.get(Integer.parseInt(text) - 1));
        }
        return clusters.stream()
                .filter(cluster -> cluster.dataDirectory().toString().equals(text))
                .findFirst();
    }

    Shape shape() {
        return of("for").flatMap(Shape::of).orElse(Shape.REHEARSAL);
    }

    boolean hasWindow() {
        return of("window").filter(window -> !window.equals(NONE)).isPresent();
    }

    /** A list separated by commas. */
    List<String> list(String option) {
        return Stream.of(of(option).orElse("").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
