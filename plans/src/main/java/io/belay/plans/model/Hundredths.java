package io.belay.plans.model;

import org.jspecify.annotations.Nullable;

/** Numbers with at most two decimals, without floating point. Stateless. */
final class Hundredths {

    private Hundredths() {}

    static int of(String whole, @Nullable String decimals) {
        String two = decimals == null ? "00" : (decimals + "0").substring(0, 2);
        return Integer.parseInt(whole) * 100 + Integer.parseInt(two);
    }

    static String write(int hundredths) {
        int rest = hundredths % 100;
        if (rest == 0) {
            return Integer.toString(hundredths / 100);
        }
        String two = rest < 10 ? "0" + rest : Integer.toString(rest);
        return hundredths / 100 + "." + (two.endsWith("0") ? two.substring(0, 1) : two);
    }
}
