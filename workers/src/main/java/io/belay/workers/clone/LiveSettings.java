package io.belay.workers.clone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Keeps live's own configuration aside, once per clone, before the gate replaces it: for imports now, for promotion later. What is
 * kept may hold secrets; it stays in the clone, in a folder that only the cluster's owner can enter.
 */
final class LiveSettings {

    static final String FOLDER = "live-settings";

    /** Written last: with it, the keeping is complete. */
    private static final String EFFECTIVE = "effective.conf";

    private static final int DEEPEST_INCLUDE = 10;

    private static final List<String> KEPT = List.of(
            "postgresql.conf",
            "postgresql.auto.conf",
            "pg_hba.conf",
            "pg_ident.conf",
            "recovery.conf",
            "standby.signal",
            "recovery.signal");

    private LiveSettings() {}

    /** @return live's effective settings by name, the same at each call, also in a copy of the clone */
    static Map<String, String> keep(Path data, Path own, List<Path> outside, OwnedFiles files) {
        files.makeFolders(own);
        Path folder = own.resolve(FOLDER);
        Path effective = folder.resolve(EFFECTIVE);
        if (!Files.exists(effective)) {
            files.makeFolders(folder);
            for (Path original : originals(data, outside)) {
                files.write(folder.resolve(String.valueOf(original.getFileName())), content(original, files));
            }
            files.write(effective, SettingsText.render(read(data, outside, files)));
        }
        return SettingsText.effective(text(effective, files));
    }

    private static List<Path> originals(Path data, List<Path> outside) {
        Stream<Path> inside = KEPT.stream().map(data::resolve).filter(Files::isRegularFile);
        return Stream.concat(inside, outside.stream()).toList();
    }

    private static Map<String, String> read(Path data, List<Path> outside, OwnedFiles files) {
        Map<String, String> settings = new LinkedHashMap<>();
        List<Path> mains = new ArrayList<>();
        outside.stream().filter(file -> file.endsWith("postgresql.conf")).forEach(mains::add);
        if (mains.isEmpty()) {
            mains.add(data.resolve("postgresql.conf"));
        }
        mains.forEach(file -> read(file, settings, 0, files));
        Path auto = data.resolve("postgresql.auto.conf");
        if (Files.isRegularFile(auto)) {
            read(auto, settings, 0, files);
        }
        return settings;
    }

    private static void read(Path file, Map<String, String> into, int depth, OwnedFiles files) {
        if (depth > DEEPEST_INCLUDE) {
            throw unreadable(file, "includes go deeper than " + DEEPEST_INCLUDE + " files");
        }
        for (SettingsText.Entry entry : SettingsText.parse(text(file, files))) {
            Path named = file.resolveSibling(entry.value());
            switch (entry.name()) {
                case "include" -> read(named, into, depth + 1, files);
                case "include_if_exists" -> {
                    if (Files.exists(named)) {
                        read(named, into, depth + 1, files);
                    }
                }
                case "include_dir" ->
                    OwnedFiles.list(named).stream()
                            .filter(LiveSettings::isIncluded)
                            .forEach(part -> read(part, into, depth + 1, files));
                default -> into.put(entry.name(), entry.value());
            }
        }
    }

    private static boolean isIncluded(Path part) {
        String name = String.valueOf(part.getFileName());
        return name.endsWith(".conf") && !name.startsWith(".") && Files.isRegularFile(part);
    }

    /** Root must not copy for the owner what the owner could not read: a link or an include may name any file. */
    private static byte[] content(Path file, OwnedFiles files) {
        try {
            if (!files.ownerCanRead(file)) {
                throw unreadable(file, "its rights do not let the cluster's owner read it");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw unreadable(
                    file,
                    unreadable instanceof NoSuchFileException
                            ? "there is no such file"
                            : unreadable.getClass().getSimpleName());
        }
    }

    private static String text(Path file, OwnedFiles files) {
        return new String(content(file, files), StandardCharsets.UTF_8);
    }

    private static GateRefusal unreadable(Path file, String why) {
        return new GateRefusal(
                CloneErrors.LIVE_SETTINGS_UNREADABLE,
                "live's configuration `" + file + "` cannot be read: " + why
                        + ". The clone was not started. Let the worker read it, or name it in the host's configuration.");
    }
}
