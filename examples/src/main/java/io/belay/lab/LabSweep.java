package io.belay.lab;

import java.util.List;

/** Removes what labs left whose owner is gone: {@code LabSweep [--kept]}, where {@code --kept} includes those kept on purpose. */
public final class LabSweep {

    private LabSweep() {}

    /** Exit code 1 when something could not be removed; each such thing is printed. */
    public static void main(String[] arguments) {
        List<String> left =
                abandoned(List.of(arguments).contains("--kept"), sentence -> System.out.println("  " + sentence));
        left.forEach(sentence -> System.out.println(LabErrors.LEFT_BEHIND.text() + " " + sentence));
        System.exit(left.isEmpty() ? 0 : 1);
    }

    /** One sentence for each thing that could not be removed. */
    public static List<String> abandoned(boolean kept, Narrator narrator) {
        return new Sweep(Register.home(), narrator).abandoned(kept);
    }
}
