package io.belay.plans.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.model.Notification;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.MappingNode;
import java.util.List;
import java.util.Optional;

/** The list {@code notifications} of a plan or a fleet: who is told of what. Stateless. */
public final class NotificationsGrammar {

    private static final FieldType<List<String>> ON =
            Several.listOf(Choices.choice(Notification.ALL.toArray(String[]::new)));

    private static final FieldType<Notification> ITEM = new FieldType<>() {
        @Override
        public String words() {
            return "fields";
        }

        @Override
        public Optional<Notification> read(Node node, Slot slot) {
            if (!(node instanceof MappingNode mapping)) {
                slot.reading().wrongShape(node, slot.field(), words());
                return Optional.empty();
            }
            return Optional.of(fields(new Form(slot.reading(), slot.path(), mapping.place(), mapping)));
        }

        @Override
        public JsonNode write(Notification value) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            object.put("to", value.to());
            object.set("on", ON.write(value.on()));
            return object;
        }
    };

    private NotificationsGrammar() {}

    /** Where nobody is told, nothing is written out: the owner stands in `metadata`. */
    public static List<Notification> read(Form form) {
        return form.stated("notifications", Several.listOf(ITEM)).orElse(List.of());
    }

    private static Notification fields(Form form) {
        Notification notification = new Notification(
                form.required("to", Names.NAME, "", "to: dba-oncall"), form.optional("on", ON, Notification.ALL));
        form.close();
        return notification;
    }
}
