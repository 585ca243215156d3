package io.belay.plans.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.grammar.BlockType;
import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.FieldType;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.SecretType;
import io.belay.plans.grammar.Several;
import io.belay.plans.grammar.Slot;
import io.belay.plans.model.HostProgram;
import io.belay.plans.model.HostProgram.AnyArguments;
import io.belay.plans.model.HostProgram.Arguments;
import io.belay.plans.model.HostProgram.ListedArguments;
import io.belay.plans.model.HostProgram.NoArguments;
import io.belay.plans.model.HostProgram.Value;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An item of {@code programs}: what plans may have run by its name. */
final class ProgramGrammar {

    static final BlockType<HostProgram> TYPE = new BlockType<>("the fields of a program", ProgramGrammar::fields);

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,126}");

    private static final FieldType<List<List<String>>> LISTS =
            Several.listOf(Several.listOf(Names.text(200).literal()));

    private static final FieldType<Arguments> ARGUMENTS = new FieldType<>() {
        @Override
        public String words() {
            return "`none`, `any`, or a list of lists";
        }

        @Override
        public Optional<Arguments> read(Node node, Slot slot) {
            if (node instanceof TextNode text && text.text().equals("none")) {
                return Optional.of(new NoArguments());
            }
            if (node instanceof TextNode text && text.text().equals("any")) {
                return Optional.of(new AnyArguments());
            }
            if (node instanceof ListNode) {
                return LISTS.read(node, slot).map(ListedArguments::new);
            }
            slot.reading().wrongShape(node, slot.field(), words());
            return Optional.empty();
        }

        @Override
        public JsonNode write(Arguments value) {
            return JsonNodeFactory.instance.nullNode();
        }
    };

    private static final FieldType<Value> VALUE = new FieldType<>() {
        @Override
        public String words() {
            return "a text, or the place of a secret";
        }

        @Override
        public Optional<Value> read(Node node, Slot slot) {
            if (node instanceof MappingNode) {
                return SecretType.SECRET
                        .read(node, slot)
                        .map(secret -> new Value(Optional.empty(), Optional.of(secret)));
            }
            return Names.text(1000).read(node, slot).map(text -> new Value(Optional.of(text), Optional.empty()));
        }

        @Override
        public JsonNode write(Value value) {
            return JsonNodeFactory.instance.nullNode();
        }
    };

    private ProgramGrammar() {}

    private static HostProgram fields(Form form) {
        HostProgram program = new HostProgram(
                form.required("name", Names.NAME, "", "name: move-vip"),
                form.required("path", Names.PLACE, Path.of("/"), "path: /usr/local/lib/belay/move-vip"),
                form.required("sha256", Names.SHA256, "", "sha256: WHAT_SHA256SUM_SAYS_OF_THE_FILE"),
                form.required(
                        "effects",
                        Several.listOf(Choices.choice("none", "candidate", "outside")),
                        List.of(),
                        "effects: [outside]"),
                form.required("run_as", Names.USER, "", "run_as: belay"),
                form.optional("arguments", ARGUMENTS, new NoArguments()),
                form.optional("environment", Several.mapOf("a variable's name", VARIABLE, VALUE), Map.of()));
        form.close();
        return program;
    }
}
