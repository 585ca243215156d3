package io.belay.workers.step;

/** Shares of an amount as plans spell them. Pure. */
final class Shares {

    private Shares() {}

    /** @param percent {@code 15%} */
    static long of(long total, String percent) {
        return (long) (total * (Double.parseDouble(percent.replace("%", "")) / 100));
    }
}
