package io.belay.plans.problem;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The secrets of a file as texts, to be masked wherever they are repeated; a file may hold thousands. For one thread only. */
final class SecretTexts {

    /** Shorter ones occur in ordinary words by chance; those are never quoted in the first place. */
    private static final int SHORTEST = 4;

    private final Map<String, List<String>> byBeginning = new HashMap<>();

    void add(String secret) {
        if (secret.length() >= SHORTEST) {
            List<String> alike =
                    byBeginning.computeIfAbsent(secret.substring(0, SHORTEST), beginning -> new ArrayList<>());
            if (!alike.contains(secret)) {
                alike.add(secret);
            }
        }
    }

    /** Those that overlap are masked as one. */
    String masked(String text) {
        BitSet secret = new BitSet(text.length());
        BitSet begins = new BitSet(text.length());
        for (int i = 0; i + SHORTEST <= text.length(); i++) {
            int longest = longest(text, i);
            if (longest > 0) {
                begins.set(i, !secret.get(i));
                secret.set(i, i + longest);
            }
        }
        if (secret.isEmpty()) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (begins.get(i)) {
                safe.append(Source.MASK);
            } else if (!secret.get(i)) {
                safe.append(text.charAt(i));
            }
        }
        return safe.toString();
    }

    private int longest(String text, int from) {
        int longest = 0;
        for (String secret : byBeginning.getOrDefault(text.substring(from, from + SHORTEST), List.of())) {
            if (secret.length() > longest && text.startsWith(secret, from)) {
                longest = secret.length();
            }
        }
        return longest;
    }
}
