package io.belay.plans.review;

import java.util.ArrayList;
import java.util.List;

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
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(other.pieces);
        return new Prose(all);
    }

    Prose with(Mark mark, String text) {
        if (text.isEmpty()) {
            return this;
        }
        List<Piece> all = new ArrayList<>(pieces);
        all.add(new Piece(mark, text));
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
