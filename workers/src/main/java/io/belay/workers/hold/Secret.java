package io.belay.workers.hold;

import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.plans.model.SecretReference;
import io.belay.plans.model.SecretReference.InEnvironment;
import io.belay.plans.model.SecretReference.InFile;
import io.belay.plans.model.SecretReference.InPasswordFile;

/**
 * Where a secret lies, in a form that can be written into an order; never the secret. Immutable.
 *
 * @param name of the variable or path of the file; empty when there is none
 */
public record Secret(Kind kind, String name) {

    /** The forms of the host's file. */
    public enum Kind {
        NONE,
        ENVIRONMENT,
        FILE,
        PASSWORD_FILE
    }

    static Secret of(Connection connection) {
        return connection.password().map(Secret::of).orElseGet(() -> new Secret(Kind.NONE, ""));
    }

    static Secret of(SecretReference reference) {
        if (reference instanceof InEnvironment variable) {
            return new Secret(Kind.ENVIRONMENT, variable.name());
        }
        if (reference instanceof InFile file) {
            return new Secret(Kind.FILE, file.path().toString());
        }
        if (reference instanceof InPasswordFile file) {
            return new Secret(Kind.PASSWORD_FILE, file.path().toString());
        }
        // A worker whose host file names one does not start.
        throw new IllegalArgumentException("this worker runs no programs for secrets");
    }
}
