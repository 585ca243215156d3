package io.belay.workers.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that the manual lists, of all its blocks of SQL. */
final class ManualOfLive {

    private ManualOfLive() {}

    static Set<String> listed() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path page = here.resolve("docs/manual/live.md");
        String text = Files.readString(
                Files.exists(page) ? page : here.resolveSibling("docs").resolve("manual/live.md"));
        Set<String> statements = new TreeSet<>();
        Matcher block = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(text);
        while (block.find()) {
            for (String statement : block.group(1).split(";?\n", -1)) {
                if (!statement.isBlank()) {
                    statements.add(statement.strip());
                }
            }
        }
        return statements;
    }
}
