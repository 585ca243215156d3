package io.belay.cli;

/** Who asks, as far as a command line can know: recorded, never trusted. Stateless. */
final class Person {

    private Person() {}

    static String of(Console console) {
        String behindSudo = console.environment().getOrDefault("SUDO_USER", "");
        return behindSudo.isBlank()
                ? console.environment().getOrDefault("USER", System.getProperty("user.name", "unknown"))
                : behindSudo;
    }
}
