package io.belay.plans.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A sentence in pieces, so that each form of the report can mark and escape them its own way. Immutable. */
record Prose(List<Piece> pieces) {

    enum Mark {
        PLAIN,
        STRONG,
        /** A word of the language, a command, a code. */
        CODE,
        /** What somebody else wrote: it is shown, and means nothing. */
        QUOTED,
        /** What nobody has told us. */
        UNKNOWN,
        /** What cannot be taken back. */
        NO_RETURN
    }

    record Piece(Mark mark, String text) {}

    static final Prose NONE = new Prose(List.of());

    Prose {
        pieces = List.copyOf(pieces);
    }

    static Prose of(String text) {
        return NONE.plain(text);
    }

    /** A sentence of ours in which backticks mark code. */
    static Prose words(String sentence) {
        Prose prose = NONE;
        String[] parts = sentence.split("`", -1);
        for (int i = 0; i < parts.length; i++) {
            prose = i % 2 == 1 && i < parts.length - 1 ? prose.code(parts[i]) : prose.plain(parts[i]);
        }
        return prose;
    }

    /** {@code a sentence} as {@code A sentence.} */
    static Prose sentence(String words) {
        String capital = words.isEmpty() ? "" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return words(capital.endsWith(".") ? capital : capital + ".");
    }

    static Prose unknown(String text) {
        return NONE.with(Mark.UNKNOWN, text);
    }

    Prose plain(String text) {
        return with(Mark.PLAIN, text);
    }

    Prose strong(String text) {
        return with(Mark.STRONG, text);
    }

    Prose code(String text) {
        return with(Mark.CODE, text);
    }

    Prose quoted(String text) {
        return with(Mark.QUOTED, text);
    }

    Prose noReturn(String text) {
        return with(Mark.NO_RETURN, text);
    }

    Prose then(Prose other) {
        Prose all = this;
        for (Piece piece : other.pieces) {
            all = all.with(piece.mark(), piece.text());
        }
        return all;
    }

    Prose with(Mark mark, String text) {
        if (text.isEmpty()) {
            return this;
        }
        List<Piece> all = new ArrayList<>(pieces);
        int last = all.size() - 1;
        if (last >= 0 && all.get(last).mark() == mark && mark != Mark.CODE) {
            all.set(last, new Piece(mark, all.get(last).text() + text));
        } else {
            all.add(new Piece(mark, text));
        }
        return new Prose(all);
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Without marks, for JSON. */
    String text() {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
