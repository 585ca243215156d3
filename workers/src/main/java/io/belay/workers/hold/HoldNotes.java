package io.belay.workers.hold;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What a hold tells besides how it ended. Thread-safe. */
final class HoldNotes {

    private final Map<String, String> facts = new ConcurrentHashMap<>();
    private final Map<String, String> notes = new ConcurrentHashMap<>();

    void fact(String name, Object value) {
        facts.put(name, String.valueOf(value));
    }

    Map<String, String> facts() {
        return new TreeMap<>(facts);
    }

    /** @param about a later note about the same takes its place */
    void note(String about, String text) {
        notes.put(about, text);
    }

    Map<String, String> notes() {
        return new TreeMap<>(notes);
    }
}
