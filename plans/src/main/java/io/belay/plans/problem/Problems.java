package io.belay.plans.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers all that is wrong with one file, so that it is said in one go. For one thread only. */
public final class Problems {

    private final Source source;
    private final List<Problem> found = new ArrayList<>();
    private final Map<String, Source> included = new LinkedHashMap<>();

    public Problems(Source source) {
        this.source = source;
    }

    public Source source() {
        return source;
    }

    /** The lines of the file with that name: this one, or one that it includes. */
    Source source(String name) {
        return included.getOrDefault(name, source);
    }

    /** Takes over what is wrong with a file that this one includes. */
    public void include(Problems other) {
        included.putAll(other.included);
        included.put(other.source.name(), other.source);
        other.found.forEach(this::add);
    }

    /** Other problems of the same files. */
    public Problems with(List<Problem> others) {
        Problems judged = new Problems(source);
        judged.included.putAll(included);
        others.forEach(judged::add);
        return judged;
    }

    /** The same statement of the same place is kept once, whoever else comes upon it. */
    public void add(Problem problem) {
        boolean known = found.stream()
                .anyMatch(other -> other.code().equals(problem.code())
                        && other.place().equals(problem.place())
                        && other.statement().equals(problem.statement()));
        if (!known) {
            found.add(problem);
        }
    }

    /** Whether something of this code was said. */
    public boolean has(ErrorCode code) {
        return found.stream().anyMatch(problem -> problem.code().equals(code));
    }

    /** By position, included files behind this one; of one place, errors first. No secret of the file is in their words. */
    public List<Problem> sorted() {
        return found.stream()
                .map(problem -> problem.withoutSecrets(source)
                        .withoutSecrets(source(problem.place().file())))
                .sorted(Comparator.<Problem, Boolean>comparing(
                                problem -> included.containsKey(problem.place().file()))
                        .thenComparing(Problem::place)
                        .thenComparing(Problem::severity)
                        .thenComparing(problem -> problem.code().number()))
                .toList();
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(Problem::isError);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int errors() {
        return (int) found.stream().filter(Problem::isError).count();
    }

    public int warnings() {
        return found.size() - errors();
    }
}
