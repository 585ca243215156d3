package io.belay.plans.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.model.SecretReference;
import io.belay.plans.model.SecretReference.FromProgram;
import io.belay.plans.model.SecretReference.InEnvironment;
import io.belay.plans.model.SecretReference.InFile;
import io.belay.plans.model.SecretReference.InPasswordFile;
import io.belay.plans.problem.Problem;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a secret lies. A literal in its place was reported and hidden before any grammar looked. Immutable. */
public final class SecretType implements FieldType<SecretReference> {

    public static final SecretType SECRET = new SecretType();

    private static final TextType<String> VARIABLE = Names.matching(
            "the name of an environment variable",
            Pattern.compile("[A-Z_][A-Z0-9_]{0,62}"),
            "write for example `PGPASSWORD`");

    private SecretType() {}

    @Override
    public String words() {
        return "the place of a secret";
    }

    @Override
    public Optional<SecretReference> read(Node node, Slot slot) {
        if (node instanceof TextNode || !(node instanceof MappingNode mapping)) {
            slot.reading()
                    .wrongShape(
                            node,
                            slot.field(),
                            "`{file: PATH}`, `{pgpass: PATH}`, `{env: NAME}` or `{command: PROGRAM}`");
            return Optional.empty();
        }
        if (mapping.entries().size() != 1) {
            slot.reading()
                    .report(Problem.error(
                                    GrammarErrors.NOT_EXACTLY_ONE,
                                    mapping.place(),
                                    "`" + slot.field() + "` takes exactly one of `file`, `pgpass`, `env` and `command`")
                            .withHelp("keep one of them"));
            return Optional.empty();
        }
        return reference(mapping.entries().get(0), slot);
    }

    private static Optional<SecretReference> reference(Entry entry, Slot slot) {
        Slot place = slot.below(entry.key());
        return switch (entry.key()) {
            case "env" -> VARIABLE.read(entry.value(), place).map(InEnvironment::new);
            case "file" -> Names.PLACE.read(entry.value(), place).map(InFile::new);
            case "pgpass" -> Names.PLACE.read(entry.value(), place).map(InPasswordFile::new);
            case "command" -> Names.NAME.read(entry.value(), place).map(FromProgram::new);
            default -> {
                slot.reading()
                        .report(Problem.error(
                                        GrammarErrors.UNKNOWN_FIELD,
                                        entry.keyPlace(),
                                        "unknown field `" + entry.key() + "` in `" + slot.field() + "`")
                                .withHelp("write `file`, `pgpass`, `env` or `command`"));
                yield Optional.empty();
            }
        };
    }

    /** Not even where a secret lies is part of any form that leaves the host. */
    @Override
    public JsonNode write(SecretReference value) {
        return JsonNodeFactory.instance.textNode("secret");
    }
}
