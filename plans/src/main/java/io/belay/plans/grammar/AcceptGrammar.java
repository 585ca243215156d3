package io.belay.plans.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.model.Acceptance;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.MappingNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The list {@code accept}: what a person takes upon themselves, and until when. */
final class AcceptGrammar {

    private static final FieldType<Acceptance> ITEM = new FieldType<>() {
        @Override
        public String words() {
            return "fields";
        }

        @Override
        public Optional<Acceptance> read(Node node, Slot slot) {
            if (!(node instanceof MappingNode mapping)) {
                slot.reading().wrongShape(node, slot.field(), words());
                return Optional.empty();
            }
            return Optional.of(fields(new Form(slot.reading(), slot.path(), mapping.place(), mapping)));
        }

        @Override
        public JsonNode write(Acceptance value) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            object.put("code", value.code());
            value.object().ifPresent(text -> object.put("object", text));
            object.put("reason", value.reason());
            object.put("owner", value.owner());
            object.put("until", value.until().toString());
            return object;
        }

        @Override
        public Shape shape() {
            return new Shape.Block(Outline.of(AcceptGrammar::fields));
        }
    };

    private AcceptGrammar() {}

    static List<Acceptance> read(Form plan) {
        return plan.optional("accept", Several.listOf(ITEM), List.of());
    }

    private static Acceptance fields(Form form) {
        Acceptance acceptance = new Acceptance(
                form.required("code", Names.CODE, "", "code: BLY-2013"),
                form.stated("object", Names.text(200)),
                form.required("reason", Names.text(200), "", "reason: why it may be borne"),
                form.required("owner", Names.PERSON, "", "owner: alice@example.com"),
                form.required("until", Names.DATE, LocalDate.MAX, "until: 2027-01-31"));
        form.close();
        return acceptance;
    }
}
