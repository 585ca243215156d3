package io.belay.workers.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A library that the new installation cannot load, read from {@code loadable_libraries.txt}.
 *
 * @param library as functions name it, for example {@code $libdir/postgis-3}
 * @param databases that need it
 * @param reason the server's words
 */
record MissingLibrary(String library, List<String> databases, String reason) {

    private static final Pattern LIBRARY = Pattern.compile("could not load library \"(.*?)\": (.*)");
    private static final String DATABASE = "In database: ";

    MissingLibrary {
        databases = List.copyOf(databases);
    }

    static List<MissingLibrary> read(String list) {
        Map<String, String> reasons = new LinkedHashMap<>();
        Map<String, List<String>> databases = new LinkedHashMap<>();
        String current = "";
        for (String line : list.lines().toList()) {
            Matcher library = LIBRARY.matcher(line);
            if (library.matches()) {
                current = library.group(1);
                reasons.put(current, library.group(2).strip());
            } else if (line.startsWith(DATABASE) && !current.isEmpty()) {
                databases.computeIfAbsent(current, name -> new ArrayList<>()).add(line.substring(DATABASE.length()));
            }
        }
        return reasons.entrySet().stream()
                .map(entry -> new MissingLibrary(
                        entry.getKey(), databases.getOrDefault(entry.getKey(), List.of()), entry.getValue()))
                .toList();
    }

    /** File name as it has to lie in the installation's folder of modules. */
    String fileName() {
        String last = library.substring(library.lastIndexOf('/') + 1);
        return last.endsWith(".so") ? last : last + ".so";
    }
}
