package io.belay.lab.tour;

/** The tour cannot go on: something was not as it promises. Everything is removed as at its end. */
final class TourStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String next;

    /** @param next what to look at, in the lab that the tour made */
    TourStopped(String message, String next) {
        super(message);
        this.next = next;
    }

    String next() {
        return next;
    }
}
