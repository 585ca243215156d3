package io.belay.workers.live;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code pg_hba.conf} and {@code pg_ident.conf} with the files that they name. What lies inside live's data directory is carried over
 * to the same relative path, what lies outside is named by its absolute path and stays. One thread.
 *
 * @see <a href="https://www.postgresql.org/docs/17/auth-pg-hba-conf.html">PostgreSQL 17, pg_hba.conf</a>
 */
final class AccessRules {

    /** As deep as hba.c follows. */
    private static final int DEEPEST = 10;

    /** A quoted token may hold blanks and number signs; a comment begins outside of quotes. */
    private static final Pattern TOKEN = Pattern.compile("#.*|@?\"[^\"\\n]*\"|[^\\s,\"#]+");

    private static final Pattern INCLUDE =
            Pattern.compile("^\\s*(include|include_if_exists|include_dir)\\s+(.+?)\\s*$");

    /** Until 13, {@code clientcert} was also a number (release notes of 14, Migration). */
    private static final int CLIENTCERT_BY_NAME_SINCE = 14;

    /** Before 16 a line that begins so was a mistake. */
    private static final int INCLUDES_SINCE = 16;

    private final LiveFiles from;
    private final DressRequest request;
    private final Map<Path, byte[]> files = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    AccessRules(LiveFiles from, DressRequest request) {
        this.from = from;
        this.request = request;
    }

    /**
     * @param file as live knows it
     * @param as its path relative to new's data directory
     * @throws LiveFailure {@code BLY-3670}
     */
    void carry(Path file, Path as) {
        carry(file, as, 0);
    }

    /** Content by path relative to new's data directory. */
    Map<Path, byte[]> files() {
        return files;
    }

    Set<String> notes() {
        return notes;
    }

    private void carry(Path file, Path as, int depth) {
        if (depth > DEEPEST) {
            throw LiveFiles.unreadable(file, "the files that it names go deeper than " + DEEPEST);
        }
        if (files.containsKey(as)) {
            return;
        }
        // Known before what it names is looked at: files may name each other.
        files.put(as, new byte[0]);
        StringBuilder turned = new StringBuilder();
        for (String line : from.bytes(file).split("\n", -1)) {
            turned.append(line(line, file, depth)).append('\n');
        }
        turned.setLength(turned.length() - 1);
        files.put(as, turned.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private String line(String line, Path file, int depth) {
        Matcher include = INCLUDE.matcher(line);
        if (request.oldMajor() >= INCLUDES_SINCE && include.matches()) {
            String named = include.group(2).replaceAll("^\"|\"$", "");
            return include.group(1) + " " + quoted(reference(named, file, depth, include.group(1)));
        }
        return TOKEN.matcher(line).replaceAll(token -> Matcher.quoteReplacement(token(token.group(), file, depth)));
    }

    private String token(String token, Path file, int depth) {
        if (token.startsWith("@") && token.length() > 1) {
            String named = token.substring(1).replaceAll("^\"|\"$", "");
            return "@" + quoted(reference(named, file, depth, "include"));
        }
        if (request.target().major() >= CLIENTCERT_BY_NAME_SINCE && token.startsWith("clientcert=")) {
            return clientCertificate(token, file);
        }
        return token;
    }

    private String clientCertificate(String token, Path file) {
        return switch (token.substring("clientcert=".length())) {
            case "1" -> {
                notes.add("`clientcert=1` in `" + file + "` is written `clientcert=verify-ca` from 14 on");
                yield "clientcert=verify-ca";
            }
            case "0", "no-verify" -> {
                notes.add("`" + token + "` in `" + file + "` is left out: it is what holds without it from 14 on");
                yield "";
            }
            default -> token;
        };
    }

    /** @return how new's files name it */
    private String reference(String named, Path file, int depth, String verb) {
        Path whole = file.resolveSibling(text(named)).normalize();
        java.util.Optional<Path> inside = from.inside(whole);
        if (inside.isEmpty()) {
            notes.add("`" + whole + "` stays where it is; `" + file.getFileName() + "` names it");
            return bytes(whole);
        }
        if (verb.equals("include_dir")) {
            from.list(whole).stream()
                    .filter(from::isFile)
                    .forEach(part -> carry(part, inside.get().resolve(String.valueOf(part.getFileName())), depth + 1));
        } else if (from.isFile(whole) || verb.equals("include")) {
            carry(whole, inside.get(), depth + 1);
        }
        return bytes(request.newData().resolve(inside.get()));
    }

    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./+-]+") ? path : '"' + path + '"';
    }

    private static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String bytes(Path path) {
        return new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
