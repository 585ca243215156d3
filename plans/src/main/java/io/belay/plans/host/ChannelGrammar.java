package io.belay.plans.host;

import io.belay.plans.grammar.BlockType;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.SecretType;
import io.belay.plans.model.Channel;
import io.belay.plans.model.Channel.ByProgram;
import io.belay.plans.model.Channel.Mail;
import io.belay.plans.model.Channel.Way;
import io.belay.plans.model.Channel.Webhook;
import io.belay.plans.model.SecretReference.InFile;
import io.belay.plans.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An item of {@code channels}: how people are told. */
final class ChannelGrammar {

    static final BlockType<Channel> TYPE = new BlockType<>("the fields of a channel", ChannelGrammar::fields);

    private static final List<String> WAYS = List.of("webhook", "mail", "command");

    private ChannelGrammar() {}

    private static Channel fields(Form form) {
        String name = form.required("name", Names.NAME, "", "name: dba-oncall");
        if (WAYS.stream().filter(form::has).count() != 1) {
            form.reading()
                    .report(Problem.error(
                                    GrammarErrors.NOT_EXACTLY_ONE,
                                    form.place(),
                                    "a channel takes exactly one of `" + String.join("`, `", WAYS) + "`")
                            .withHelp("write for example `webhook: {url: {file: /etc/belay/webhook}}`"));
        }
        Optional<Way> way = way(form, "webhook", ChannelGrammar::webhook)
                .or(() -> way(
                        form,
                        "mail",
                        block -> new Mail(block.required("to", Names.PERSON, "", "to: dba-team@example.com"))))
                .or(() -> way(
                        form,
                        "command",
                        block -> new ByProgram(block.required("program", Names.NAME, "", "program: tell-dba"))));
        WAYS.forEach(form::entry);
        form.close();
        return new Channel(name, way.orElse(new Mail("")));
    }

    private static Optional<Way> way(Form form, String word, Function<Form, Way> grammar) {
        return form.statedBlock(word).map(block -> {
            Way way = grammar.apply(block);
            block.close();
            return way;
        });
    }

    private static Way webhook(Form form) {
        return new Webhook(
                form.required("url", SecretType.SECRET, new InFile(Path.of("/")), "url: {file: /etc/belay/webhook}"));
    }
}
