package io.belay.plans.host;

import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.grammar.SecretType;
import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.plans.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;

/** The blocks {@code connect} and {@code admin}: how one gets in. */
final class ConnectionGrammar {

    static final Connection UNREAD =
            new Connection(Optional.of(Path.of("/")), Optional.empty(), 5432, "", Optional.empty());

    private ConnectionGrammar() {}

    static Connection read(Form form, int usualPort) {
        Optional<Path> socket = form.stated("socket", Names.PLACE);
        Optional<String> address = form.stated("address", Names.ADDRESS);
        if (form.has("socket") == form.has("address")) {
            form.reading()
                    .report(Problem.error(
                                    GrammarErrors.NOT_EXACTLY_ONE,
                                    form.place(),
                                    "a connection takes exactly one of `socket` and `address`")
                            .withHelp("write `socket: /run/postgresql` for a server on this host"));
        }
        Connection connection = new Connection(
                socket,
                address,
                form.optional("port", Quantities.PORT, usualPort),
                form.required("user", Names.USER, "", "user: belay"),
                form.stated("password", SecretType.SECRET));
        form.close();
        return connection;
    }
}
