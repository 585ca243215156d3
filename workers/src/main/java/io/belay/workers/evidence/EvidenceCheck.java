package io.belay.workers.evidence;

import io.belay.engine.evidence.Anchors;
import io.belay.engine.evidence.BoundFile;
import io.belay.engine.evidence.Chain;
import io.belay.engine.evidence.ChainLine;
import io.belay.engine.evidence.ChainWords;
import io.belay.engine.evidence.EvidenceFault;
import io.belay.engine.evidence.EvidenceFault.Kind;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.engine.evidence.EvidenceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Walks a run's chain and the files that it binds. Reads only. */
final class EvidenceCheck {

    /** What one line says of a file. */
    private record Binding(long line, BoundFile file) {}

    private final FolderFiles files;
    private final Chain chain;
    private final Map<String, List<Binding>> bindings = new TreeMap<>();
    private final List<EvidenceFault> faults = new ArrayList<>();
    private final List<String> unbound = new ArrayList<>();
    private final boolean ended;

    EvidenceCheck(FolderFiles files, Chain chain) {
        this.files = files;
        this.chain = chain;
        for (ChainLine line : chain.lines()) {
            line.content()
                    .ifPresent(said -> said.files()
                            .forEach(file -> bindings.computeIfAbsent(file.name(), any -> new ArrayList<>())
                                    .add(new Binding(line.number(), file))));
        }
        this.ended = chain.contents().anyMatch(line -> line.is(ChainWords.END));
    }

    EvidenceReport report(List<EvidenceHead> anchors) {
        chain.fault().ifPresent(faults::add);
        Anchors.compare(chain, anchors).ifPresent(faults::add);
        behindTheEnd(anchors);
        files();
        return new EvidenceReport(
                chain.head(),
                bindings.size(),
                bindings.values().stream()
                        .mapToLong(all -> last(all).file().bytes())
                        .sum(),
                anchors.size(),
                Anchors.last(anchors),
                ended,
                chain.torn(),
                first(unbound),
                first(faults));
    }

    /** Once a run has told its end, whatever writes for it answers to the engine, so its line has an anchor. */
    private void behindTheEnd(List<EvidenceHead> anchors) {
        long last = Anchors.last(anchors);
        long end = chain.lines().stream()
                .filter(line ->
                        line.content().filter(said -> said.is(ChainWords.END)).isPresent())
                .mapToLong(ChainLine::number)
                .max()
                .orElse(0);
        boolean vouched = last > 0 && last >= end;
        if (ended && vouched && chain.head().line() > last) {
            faults.add(new EvidenceFault(
                    Kind.LINE_ADDED,
                    last + 1,
                    "",
                    "line " + (last + 1)
                            + " stands behind the run's end, and nothing in history vouches for it: it was put"
                            + " there"));
        }
        if (chain.unfinished()) {
            unbound.add(RunRecord.FILE + ": its last line is not written to its end");
        }
    }

    private void files() {
        Map<String, String> found = new TreeMap<>();
        files.list().forEach(name -> found.put(files.told(name), name));
        bindings.forEach((name, all) -> {
            if (found.containsKey(name)) {
                compare(name, found.get(name), all);
            } else {
                faults.add(new EvidenceFault(
                        Kind.FILE_MISSING,
                        all.get(0).line(),
                        name,
                        "`" + name + "` is missing, which line " + all.get(0).line() + " binds"));
            }
        });
        found.keySet().stream()
                .filter(name -> !bindings.containsKey(name) && !name.equals(RunRecord.FILE))
                .forEach(name -> loose(name, "`" + name + "` is bound by no line"));
    }

    private void compare(String told, String name, List<Binding> all) {
        for (Binding binding : all) {
            BoundFile now = files.bound(name, binding.file().bytes());
            if (!now.sha256().equals(binding.file().sha256())) {
                faults.add(new EvidenceFault(Kind.FILE_CHANGED, binding.line(), told, changed(told, now, binding)));
                return;
            }
        }
        long grown = files.size(name) - last(all).file().bytes();
        if (grown > 0) {
            loose(told, "the last " + grown + " bytes of `" + told + "` are bound by no line");
        }
    }

    private static String changed(String name, BoundFile now, Binding binding) {
        long bound = binding.file().bytes();
        return now.bytes() < bound
                ? "`" + name + "` has " + now.bytes() + " bytes, and line " + binding.line() + " binds " + bound
                : "`" + name + "` was changed: its first " + bound + " bytes are not those that line " + binding.line()
                        + " binds";
    }

    /** While a run is under way its programs write files that the next line binds. */
    private void loose(String name, String statement) {
        if (ended) {
            faults.add(new EvidenceFault(
                    Kind.FILE_ADDED, 0, name, statement + " although the run is over: it was put there"));
        } else {
            unbound.add(statement);
        }
    }

    private static Binding last(List<Binding> all) {
        return all.get(all.size() - 1);
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(EvidenceReport.MOST, all.size()));
    }
}
