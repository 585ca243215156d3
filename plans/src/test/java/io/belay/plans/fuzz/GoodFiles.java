package io.belay.plans.fuzz;

import io.belay.plans.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files without a mistake, of all kinds, and the values that stand in them by the names of their fields. Immutable. */
final class GoodFiles {

    private static final Pattern FIELD = Pattern.compile("([a-z_]+): ([^,{}\\[\\]\\n#]+)");

    private static final List<String> FOLDERS = List.of("good", "hosts", "files", "files/common", "rules/good");

    private final List<String> plans = new ArrayList<>();
    private final List<String> upgrades = new ArrayList<>();
    private final List<String> fleets = new ArrayList<>();
    private final Map<String, List<String>> values = new HashMap<>();

    GoodFiles() {
        try (Stream<Path> library = Files.list(Path.of("library"))) {
            library.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FOLDERS.forEach(folder -> Golden.files(folder).forEach(this::add));
        Golden.files("fleet").forEach(this::add);
    }

    private void add(Path file) {
        String text = Golden.text(file);
        (text.contains("kind: FleetPlan") ? fleets : plans).add(text);
        if (text.contains("kind: UpgradePlan")) {
            upgrades.add(text);
        }
        Matcher matcher = FIELD.matcher(text);
        while (matcher.find()) {
            values.computeIfAbsent(matcher.group(1), any -> new ArrayList<>())
                    .add(matcher.group(2).strip());
        }
    }

    /** A fleet is chosen less often than its share: each reads a plan for each of its clusters. */
    String any(Random random) {
        return random.nextInt(12) == 0 ? any(fleets, random) : any(plans, random);
    }

    /** One that is read and needs no other. */
    String plan(Random random) {
        return any(upgrades, random);
    }

    /** What some good file writes behind a field of that name; else a word. */
    String value(String field, Random random) {
        List<String> known = values.getOrDefault(field, List.of());
        return known.isEmpty() ? Words.any(random) : any(known, random);
    }

    static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
