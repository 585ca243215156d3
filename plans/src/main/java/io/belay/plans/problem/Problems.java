package io.belay.plans.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers all that is wrong with one file, so that it is said in one go. For one thread only. */
public final class Problems {

    /** Of errors, and of warnings, no more than these are kept: a file that is wrong throughout must not fill the memory. */
    static final int MOST = 1000;

    private record Said(ErrorCode code, SourcePlace place, String statement) {

        static Said of(Problem problem) {
            return new Said(problem.code(), problem.place(), problem.statement());
        }
    }

    private record Spot(ErrorCode code, SourcePlace place) {}

    private final Source source;
    private final List<Problem> found = new ArrayList<>();
    private final Set<Said> said = new HashSet<>();
    private final Set<Spot> spots = new HashSet<>();
    private final Set<ErrorCode> codes = new HashSet<>();
    private int errors;
    private int warnings;
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
        codes.add(problem.code());
        boolean kept = (problem.isError() ? errors : warnings) < MOST;
        if (kept && said.add(Said.of(problem))) {
            spots.add(new Spot(problem.code(), problem.place()));
            found.add(problem);
            errors += problem.isError() ? 1 : 0;
            warnings += problem.isError() ? 0 : 1;
        }
    }

    /** Whether something of this code was said. */
    public boolean has(ErrorCode code) {
        return codes.contains(code);
    }

    /** Whether something of this code was said of this place. */
    public boolean knows(Problem problem) {
        return spots.contains(new Spot(problem.code(), problem.place()));
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
        return errors > 0;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int errors() {
        return errors;
    }

    public int warnings() {
        return warnings;
    }
}
