package io.belay.plans.model;

import java.nio.file.Path;

/** Where a secret lies; never the secret. Immutable. */
public sealed interface SecretReference {

    /** In an environment variable of the worker. */
    record InEnvironment(String name) implements SecretReference {}

    /** In a file that only the worker may read; its first line. */
    record InFile(Path path) implements SecretReference {}

    /** In a password file in PostgreSQL's own form. */
    record InPasswordFile(Path path) implements SecretReference {}

    /** What a program of the host's file prints; its first line. */
    record FromProgram(String name) implements SecretReference {}
}
