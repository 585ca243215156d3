package io.belay.workers.command;

import io.belay.workers.postgres.ListedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which extensions of a database are behind the version that the new installation brings, and the statements that update them. */
public final class ExtensionUpdates {

    /** Facts for {@link #statements}: one row per extension, columns as in {@link Extension}. */
    public static final String QUERY =
            "SELECT e.extname AS name, e.extversion AS installed, a.default_version AS offered"
                    + " FROM pg_catalog.pg_extension e"
                    + " LEFT JOIN pg_catalog.pg_available_extensions a ON a.name = e.extname ORDER BY e.extname";

    private ExtensionUpdates() {}

    /** @param offered empty when the new installation does not have the extension at all */
    public record Extension(String name, String installed, Optional<String> offered) {

        boolean isBehind() {
            return offered.isPresent() && !offered.get().equals(installed);
        }
    }

    /** What is sent to each database: {@link #QUERY}, and what comes of it. */
    public static List<ListedStatement> listed() {
        List<ListedStatement> listed = new ArrayList<>(List.of(ListedStatement.inEach(QUERY)));
        statements(List.of(new Extension("<extension>", "", Optional.of("newer")))).stream()
                .map(sql -> ListedStatement.inEach(sql).when("for each extension that is behind"))
                .forEach(listed::add);
        return listed;
    }

    /** One statement per extension that is behind, in the order given. */
    public static List<String> statements(List<Extension> extensions) {
        return extensions.stream()
                .filter(Extension::isBehind)
                .map(extension -> "ALTER EXTENSION " + Sql.name(extension.name()) + " UPDATE")
                .toList();
    }
}
