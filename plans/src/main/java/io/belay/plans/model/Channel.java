package io.belay.plans.model;

/** A way to tell people. Immutable. */
public record Channel(String name, Way way) {

    public sealed interface Way {}

    /** @param url a secret: who knows it can write there */
    public record Webhook(SecretReference url) implements Way {}

    public record Mail(String to) implements Way {}

    /** @param program of the host's file, by name */
    public record ByProgram(String program) implements Way {}
}
