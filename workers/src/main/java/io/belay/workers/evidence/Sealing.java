package io.belay.workers.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.evidence.BoundFile;
import io.belay.engine.evidence.Chain;
import io.belay.workers.posix.Durable;
import io.belay.workers.process.ProgramDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adds to an entry what the run's folder holds that no line binds yet: files that are new or have grown, and the programs that were
 * started since. Done when a verb has ended and never while clients may wait: whoever holds them only appends to files.
 */
final class Sealing {

    private final FolderFiles files;

    Sealing(FolderFiles files) {
        this.files = files;
    }

    Entry seal(Entry entry, Chain chain) {
        ObjectNode data = entry.data().deepCopy();
        List<BoundFile> open = unbound(chain);
        if (!open.isEmpty()) {
            ArrayNode list = data.putArray("files");
            open.forEach(file -> list.addObject()
                    .put("name", file.name())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256()));
        }
        if (open.stream().anyMatch(file -> file.name().equals(CommandNotes.FILE))) {
            programs(chain, data);
        }
        return new Entry(entry.kind(), entry.step(), entry.what(), data);
    }

    /** Durable before a line speaks of them: else a power cut would look like somebody who shortened a file. */
    private List<BoundFile> unbound(Chain chain) {
        Map<String, Long> bound = new HashMap<>();
        chain.contents().forEach(line -> line.files().forEach(file -> bound.put(file.name(), file.bytes())));
        List<BoundFile> open = new ArrayList<>();
        Set<Path> folders = new HashSet<>();
        for (String name : files.list()) {
            long size = name.equals(RunRecord.FILE) ? 0 : files.size(name);
            boolean isNew = !name.equals(RunRecord.FILE) && size != bound.getOrDefault(files.told(name), -1L);
            if (isNew) {
                Durable.sync(files.path(name));
                folders.add(files.path(name).resolveSibling("."));
                open.add(files.bound(name, size));
            }
        }
        folders.forEach(Durable::sync);
        return open;
    }

    private void programs(Chain chain, ObjectNode data) {
        Set<String> known = new HashSet<>();
        chain.contents()
                .forEach(line -> line.data()
                        .path("programs")
                        .forEach(program -> known.add(program.path("path").asText())));
        List<String> started = started().stream()
                .filter(path -> !known.contains(path) && Files.isRegularFile(Path.of(path)))
                .toList();
        if (started.isEmpty()) {
            return;
        }
        ArrayNode list = data.putArray("programs");
        for (String path : started) {
            list.addObject()
                    .put("path", path)
                    .put("bytes", files.size(path))
                    .put("sha256", ProgramDigest.of(Path.of(path)));
        }
    }

    private Set<String> started() {
        Set<String> started = new TreeSet<>();
        try {
            for (String line : Files.readString(files.path(CommandNotes.FILE), StandardCharsets.UTF_8)
                    .split("\n", -1)) {
                String program = CommandNotes.parsed(line)
                        .map(note -> note.path("arguments").path(0))
                        .map(JsonNode::asText)
                        .orElse("");
                if (program.startsWith("/")) {
                    started.add(program);
                }
            }
            return started;
        } catch (IOException e) {
            throw new EvidenceFailure("cannot read the list of started programs: " + e.getMessage(), e);
        }
    }
}
