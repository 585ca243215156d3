package io.belay.workers.posix;

import jnr.constants.platform.Errno;

/** A call of the operating system failed. The message names the call, the path and the system's own words. */
public final class PosixFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String symbol;
    private final String words;

    PosixFailure(String call, String path, Errno error) {
        super(call + " `" + path + "`: " + error.description() + " (" + error.name() + ")");
        this.symbol = error.name();
        this.words = error.description();
    }

    /** For example {@code EXDEV}. */
    public String symbol() {
        return symbol;
    }

    /** The system's own words, for example {@code Operation not permitted}. */
    public String words() {
        return words;
    }

    public boolean is(String otherSymbol) {
        return symbol.equals(otherSymbol);
    }
}
