package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Session;
import io.belay.workers.preflight.PreflightPrograms.Questions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Extensions that the target does not have, or cannot bring to its own version from the one that is installed.
 *
 * @see <a href="https://www.postgresql.org/docs/17/extend-extensions.html">PostgreSQL 17, Packaging Related Objects</a>
 */
final class Extensions implements FindingFamily {

    private record Installed(String name, String version) {}

    @Override
    public String title() {
        return "extensions at the target";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PreflightStatement.EXTENSIONS.inEach());
    }

    @Override
    public Questions questions(String emptyConfiguration) {
        return Questions.FOLDERS;
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        Optional<TargetFolders> target = TargetFolders.of(context);
        if (target.isEmpty()) {
            // Libraries says that the target's folders are not known; once is enough.
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        installed(context).forEach((extension, databases) -> {
            String object = String.join(", ", databases) + ": " + extension.name();
            if (!target.get().hasExtension(extension.name())) {
                found.add(missing(context, target.get(), extension, object));
                return;
            }
            target.get()
                    .defaultVersion(extension.name())
                    .filter(to -> !isReachable(
                            extension.name(),
                            extension.version(),
                            to,
                            target.get().scripts(extension.name())))
                    .map(to -> withoutPath(extension, to, object))
                    .ifPresent(found::add);
        });
        return found;
    }

    private static Map<Installed, Set<String>> installed(PreflightContext context) {
        Map<Installed, Set<String>> databases = new LinkedHashMap<>();
        for (String database : context.databases()) {
            try (Session session = context.server().open(database)) {
                for (Row row : session.query(PreflightStatement.EXTENSIONS.sql())) {
                    databases
                            .computeIfAbsent(
                                    new Installed(row.text("name"), row.text("version")), key -> new TreeSet<>())
                            .add(database);
                }
            }
        }
        return databases;
    }

    private static Finding missing(PreflightContext context, TargetFolders target, Installed extension, String object) {
        return Finding.blocker(
                        PreflightErrors.EXTENSION_MISSING,
                        object,
                        "extension `" + extension.name() + "` " + extension.version()
                                + " is installed, and the target has no `"
                                + target.extensions().resolve(extension.name() + ".control") + "`")
                .withRemedy(
                        PackageHint.extension(context.target().programs(), context.plannedTarget(), extension.name())
                                .orElse(""),
                        "");
    }

    private static Finding withoutPath(Installed extension, String to, String object) {
        return Finding.warning(
                PreflightErrors.EXTENSION_WITHOUT_PATH,
                object,
                "extension `" + extension.name() + "` is at " + extension.version()
                        + ", and the target has no scripts from there" + " to its own " + to
                        + "; update it on live first, or the step `extensions` cannot");
    }

    /** Whether update scripts lead from one version to another, as the server itself would look for them. */
    static boolean isReachable(String name, String from, String to, List<String> scripts) {
        Set<String> reached = new LinkedHashSet<>(Set.of(from));
        Deque<String> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            String begin = name + "--" + next.remove() + "--";
            for (String script : scripts) {
                if (script.startsWith(begin)) {
                    String end = script.substring(begin.length(), script.length() - ".sql".length());
                    if (!end.contains("--") && reached.add(end)) {
                        next.add(end);
                    }
                }
            }
        }
        return reached.contains(to);
    }
}
