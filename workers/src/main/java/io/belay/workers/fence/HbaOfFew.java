package io.belay.workers.fence;

import io.belay.workers.fence.HbaFields.Field;
import io.belay.workers.fence.HbaFields.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;

/**
 * {@code pg_hba.conf} of a fenced server: a few roles come in as they always did, and nobody else. Each line that fits one of them
 * stays in its place with these roles in place of its own; all others go. Pure but for what its source reads.
 */
final class HbaOfFew {

    /** As deep as hba.c follows. */
    private static final int DEEPEST = 10;

    /** Before, a backslash at the end of a line was a part of it, and a line that begins with {@code include} a mistake. */
    private static final int CONTINUES_SINCE = 14;

    private static final int INCLUDES_SINCE = 16;

    /** Of a line: type, database, user. */
    private static final int USER = 2;

    private static final int DATABASE = 1;

    private final int major;
    private final List<String> roles;
    private final HbaSource source;

    HbaOfFew(int major, List<String> roles, HbaSource source) {
        this.major = major;
        this.roles = List.copyOf(roles);
        this.source = source;
    }

    /** @return the lines for the fenced server, with no reference to a file that stands beside another one than {@code file} */
    List<String> of(Path file) {
        return of(file, 0);
    }

    private List<String> of(Path file, int depth) {
        List<String> kept = new ArrayList<>();
        if (depth > DEEPEST) {
            return kept;
        }
        for (String line : joined(source.lines(file))) {
            HbaFields fields = HbaFields.of(line);
            if (major >= INCLUDES_SINCE && isInclude(fields)) {
                included(fields, file).forEach(other -> kept.addAll(of(other, depth + 1)));
            } else if (fields.fields().size() > USER) {
                kept.addAll(narrowed(line, fields, file));
            }
        }
        return kept;
    }

    private List<String> joined(List<String> lines) {
        List<String> whole = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : lines) {
            if (major >= CONTINUES_SINCE && line.endsWith("\\")) {
                open.append(line, 0, line.length() - 1);
            } else {
                whole.add(open.append(line).toString());
                open.setLength(0);
            }
        }
        whole.add(open.toString());
        return whole;
    }

    private static boolean isInclude(HbaFields fields) {
        return fields.fields().size() > 1
                && fields.fields().get(0).tokens().get(0).text().startsWith("include");
    }

    private List<Path> included(HbaFields fields, Path file) {
        String verb = fields.fields().get(0).tokens().get(0).text();
        Path named = beside(file, fields.fields().get(1).tokens().get(0).text());
        return switch (verb) {
            case "include_dir" -> source.files(named);
            case "include_if_exists" -> source.exists(named) ? List.of(named) : List.of();
            case "include" -> List.of(named);
            default -> List.of();
        };
    }

    private List<String> narrowed(String line, HbaFields fields, Path file) {
        Field users = fields.fields().get(USER);
        List<String> fitting = roles.stream()
                .filter(role -> users.tokens().stream().anyMatch(token -> fits(token, role, file, 0)))
                .map(HbaOfFew::quoted)
                .toList();
        if (fitting.isEmpty()) {
            return List.of();
        }
        Field database = fields.fields().get(DATABASE);
        String changed = line.substring(0, users.begin()) + String.join(",", fitting) + line.substring(users.end());
        return List.of(changed.substring(0, database.begin())
                + databases(line.substring(database.begin(), database.end()), database, file)
                + changed.substring(database.end()));
    }

    /** What a list names by a file beside an included one is named by its whole path. */
    private static String databases(String text, Field field, Path file) {
        boolean named = field.tokens().stream().anyMatch(Token::isFile);
        return named
                ? String.join(
                        ",",
                        field.tokens().stream()
                                .map(token -> token.isFile()
                                        ? "@"
                                                + quoted(beside(
                                                                file,
                                                                token.text().substring(1))
                                                        .toString())
                                        : token.quoted() ? quoted(token.text()) : token.text())
                                .toList())
                : text;
    }

    private boolean fits(Token token, String role, Path file, int depth) {
        if (token.isFile() && depth < DEEPEST) {
            Path named = beside(file, token.text().substring(1));
            return source.exists(named)
                    && source.lines(named).stream()
                            .flatMap(line -> HbaFields.of(line).fields().stream())
                            .flatMap(field -> field.tokens().stream())
                            .anyMatch(inside -> fits(inside, role, named, depth + 1));
        }
        if (token.isWord("all")) {
            return true;
        }
        if (!token.quoted() && token.text().startsWith("+")) {
            return source.isMember(role, token.text().substring(1));
        }
        if (major >= INCLUDES_SINCE && token.text().startsWith("/")) {
            return fitsPattern(token.text().substring(1), role);
        }
        return token.text().equals(role);
    }

    /** PostgreSQL's own patterns differ in rarities; one that Java does not know is taken to fit, so that nobody of ours is shut out. */
    private static boolean fitsPattern(String pattern, String role) {
        try {
            return java.util.regex.Pattern.compile(pattern).matcher(role).find();
        } catch (PatternSyntaxException other) {
            return true;
        }
    }

    private static Path beside(Path file, String named) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent())
                .resolve(named)
                .normalize();
    }

    private static String quoted(String text) {
        return text.matches("[a-z_][a-z0-9_]*") && !isKeyword(text) ? text : '"' + text + '"';
    }

    private static boolean isKeyword(String text) {
        return List.of("all", "sameuser", "samerole", "samegroup", "replication")
                .contains(text.toLowerCase(Locale.ROOT));
    }
}
