package io.belay.cli.init;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a plan is for: the choice that decides which steps it has. */
public enum Shape {
    REHEARSAL("the upgrade is tried on clones, as often as you like; nothing can be promoted"),
    SNAPSHOTS("snapshots by the hour, nothing else"),
    OFFLINE("tried on clones, then promoted with a short stop"),
    ONLINE("tried on clones, then promoted while clients are held for a second");

    private final String meaning;

    Shape(String meaning) {
        this.meaning = meaning;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String meaning() {
        return meaning;
    }

    public boolean upgrades() {
        return this != SNAPSHOTS;
    }

    public boolean promotes() {
        return this == OFFLINE || this == ONLINE;
    }

    static Optional<Shape> of(String word) {
        return Arrays.stream(values())
                .filter(shape -> shape.word().equals(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Shape::word).collect(Collectors.joining(", "));
    }
}
