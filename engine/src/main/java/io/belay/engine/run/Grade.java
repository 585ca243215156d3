package io.belay.engine.run;

/** How much thought something that a decision sets going deserves. In rising order. */
public enum Grade {
    /** Reads, or changes the candidate alone. */
    SAFE,
    /** Reaches live or its clients, or gives up what took long to build: look twice. */
    CONFIRM,
    /** The run refuses it. */
    FORBIDDEN;

    Grade or(Grade other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
