package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import io.belay.workers.preflight.PreflightPrograms.Questions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Libraries that functions or settings name and the target does not have: {@code pg_upgrade} refuses the cluster, or the server
 * does not start. That a library which exists also loads, with all it needs, only a start proves; the rehearsal has one.
 *
 * @see <a href="https://www.postgresql.org/docs/17/xfunc-c.html">PostgreSQL 17, C-Language Functions, Dynamic Loading</a>
 */
final class Libraries implements FindingFamily {

    private static final int MOST_PLACES = 3;

    private record Use(String library, String extension) {}

    @Override
    public String title() {
        return "libraries at the target";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(
                PreflightStatement.LIBRARIES_OF_FUNCTIONS.inEach(),
                PreflightStatement.PRELOADED_LIBRARIES.inFirst(),
                PreflightStatement.PRELOADED_LIBRARIES_OF_ROLES_AND_DATABASES.inFirst());
    }

    @Override
    public Questions questions(String emptyConfiguration) {
        return Questions.FOLDERS;
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        Optional<TargetFolders> target = TargetFolders.of(context);
        if (target.isEmpty()) {
            return List.of(Finding.warning(
                    PreflightErrors.LIBRARIES_UNKNOWN,
                    context.target().programs().toString(),
                    "it is not known where the target keeps its libraries: `pg_config` is missing in `"
                            + context.target().programs()
                            + "`, and plpgsql lies in none of the usual folders beside it"));
        }
        Map<Use, Set<String>> uses = new LinkedHashMap<>();
        for (String database : context.databases()) {
            try (Session session = context.server().open(database)) {
                session.query(PreflightStatement.LIBRARIES_OF_FUNCTIONS.sql())
                        .forEach(row -> add(
                                uses,
                                ofFunctions(row),
                                "database " + database + ", for example " + row.text("example")));
            }
        }
        preloaded(context, uses);
        List<Finding> found = new ArrayList<>();
        uses.forEach((use, places) -> {
            if (!target.get().hasLibrary(use.library())) {
                found.add(finding(context, target.get(), use, places));
            }
        });
        return found;
    }

    private static void preloaded(PreflightContext context, Map<Use, Set<String>> uses) {
        if (context.databases().isEmpty()) {
            return;
        }
        try (Session session = context.server().open(context.databases().get(0))) {
            for (Row row : session.query(PreflightStatement.PRELOADED_LIBRARIES.sql())) {
                list(row.text("name"), row.text("setting"))
                        .forEach(library -> add(uses, new Use(library, ""), "setting " + row.text("name")));
            }
            for (Row row : session.query(PreflightStatement.PRELOADED_LIBRARIES_OF_ROLES_AND_DATABASES.sql())) {
                String[] item = row.text("item").split("=", 2);
                String whose = (row.text("role").isEmpty() ? "" : " of role " + row.text("role"))
                        + (row.text("database").isEmpty() ? "" : " of database " + row.text("database"));
                list(item[0], item[1])
                        .forEach(library -> add(uses, new Use(library, ""), "setting " + item[0] + whose));
            }
        }
    }

    private static Use ofFunctions(Row row) {
        return new Use(row.text("library"), row.text("extension"));
    }

    private static void add(Map<Use, Set<String>> uses, Use use, String place) {
        uses.computeIfAbsent(use, key -> new TreeSet<>()).add(place);
    }

    /** Names in a setting: split at commas, perhaps in double quotes; those of {@code local_...} come from a folder of their own. */
    static List<String> list(String setting, String value) {
        List<String> names = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            String name = part.strip().replaceAll("^\"|\"$", "");
            if (!name.isEmpty()) {
                boolean local = setting.equals("local_preload_libraries") && !name.contains("/");
                names.add(local ? "$libdir/plugins/" + name : name);
            }
        }
        return names;
    }

    private static Finding finding(PreflightContext context, TargetFolders target, Use use, Set<String> places) {
        String plain = use.library().substring(use.library().lastIndexOf('/') + 1);
        String name = use.extension().isEmpty() ? plain : use.extension();
        return Finding.blocker(
                        PreflightErrors.LIBRARY_MISSING,
                        use.library() + (use.extension().isEmpty() ? "" : " (extension " + use.extension() + ")"),
                        "the target has no library `" + use.library() + "` (looked for `" + target.file(use.library())
                                + ".so`), which live uses (" + some(places) + "); install its build for "
                                + context.plannedTarget() + ", then retry: live is not affected")
                .withEvidence(List.copyOf(places))
                .withRemedy(
                        PackageHint.extension(context.target().programs(), context.plannedTarget(), name)
                                .orElse(""),
                        "");
    }

    /** The first few: one sentence has to hold them. */
    private static String some(Set<String> places) {
        String first = places.stream().limit(MOST_PLACES).collect(Collectors.joining("; "));
        return places.size() <= MOST_PLACES ? first : first + "; and " + (places.size() - MOST_PLACES) + " more";
    }
}
