package io.belay.workers.fence;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one line of {@code pg_hba.conf}, with the places where they stand. A field is a list of tokens between commas; a
 * token in double quotes has no special meaning.
 *
 * @see <a href="https://www.postgresql.org/docs/17/auth-pg-hba-conf.html">PostgreSQL 17, pg_hba.conf</a>
 */
record HbaFields(List<Field> fields) {

    /** @param end behind its last character */
    record Field(int begin, int end, List<Token> tokens) {}

    /** @param text without quotes; a leading {@code @} stands before them */
    record Token(String text, boolean quoted) {

        boolean isFile() {
            return text.startsWith("@") && text.length() > 1;
        }

        boolean isWord(String word) {
            return !quoted && text.equals(word);
        }
    }

    static HbaFields of(String line) {
        List<Field> fields = new ArrayList<>();
        int at = 0;
        while (true) {
            at = blanks(line, at);
            if (at >= line.length() || line.charAt(at) == '#') {
                return new HbaFields(fields);
            }
            Field field = field(line, at);
            fields.add(field);
            at = field.end();
        }
    }

    private static Field field(String line, int begin) {
        List<Token> tokens = new ArrayList<>();
        int at = begin;
        int end = begin;
        boolean more = true;
        while (more && at < line.length() && line.charAt(at) != '#') {
            StringBuilder text = new StringBuilder();
            boolean quoted = false;
            boolean inside = false;
            while (at < line.length() && (inside || !isEnd(line.charAt(at)))) {
                char one = line.charAt(at);
                if (one == '"') {
                    // Only a quote at the beginning takes the special meaning away; `@"a file"` keeps it.
                    quoted |= text.isEmpty();
                    inside = !inside;
                } else {
                    text.append(one);
                }
                at++;
            }
            tokens.add(new Token(text.toString(), quoted));
            end = at;
            more = at < line.length() && line.charAt(at) == ',';
            at = more ? blanks(line, at + 1) : at;
        }
        return new Field(begin, Math.max(end, begin + 1), List.copyOf(tokens));
    }

    private static boolean isEnd(char one) {
        return Character.isWhitespace(one) || one == ',' || one == '#';
    }

    private static int blanks(String line, int from) {
        int at = from;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
    }
}
