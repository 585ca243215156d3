package io.belay.plans.format;

import io.belay.plans.grammar.FormerNames;
import io.belay.plans.grammar.FormerNames.Former;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import io.belay.plans.read.Written;
import io.belay.plans.read.Written.Group;
import io.belay.plans.read.Written.Part;
import io.belay.plans.read.Written.Scalar;
import io.belay.plans.read.Written.Style;
import java.util.List;
import java.util.Optional;

/**
 * Writes fields by the names that they have by now, in what is laid out and in what it says alike. Where both names stand in one
 * block, a person has to choose.
 */
record FormerKeys(FormerNames names) {

    Written.File written(Written.File file, String root) {
        Part part = file.root();
        return names.isEmpty() ? file : new Written.File(part.withValue(written(part.value(), root)), file.foot());
    }

    private Written written(Written value, String path) {
        if (!(value instanceof Group group)) {
            return value;
        }
        List<Part> parts =
                group.parts().stream().map(part -> part(part, group, path)).toList();
        return group.withParts(parts);
    }

    private Part part(Part part, Group around, String path) {
        boolean word = part.key().isEmpty() && path.equals("step") && part.value() instanceof Scalar;
        if (word) {
            Scalar kind = (Scalar) part.value();
            return now(path, kind.text())
                    .map(name -> part.withValue(renamed(kind, name)))
                    .orElse(part);
        }
        Optional<String> name = part.key()
                .flatMap(key -> now(path, key.text()))
                .filter(now -> around.find(now).isEmpty());
        Optional<Scalar> key = name.isPresent() ? part.key().map(old -> renamed(old, name.get())) : part.key();
        String below = key.map(field -> KeyOrder.below(path, field.text())).orElse(path);
        return new Part(
                part.blankBefore(), part.above(), key, part.opening(), written(part.value(), below), part.behind());
    }

    private static Scalar renamed(Scalar old, String name) {
        return new Scalar(name, Style.PLAIN, List.of(name), old.place());
    }

    Node node(Node node, String path) {
        if (names.isEmpty()) {
            return node;
        }
        if (node instanceof ListNode list) {
            List<Node> items =
                    list.items().stream().map(item -> item(item, path)).toList();
            return new ListNode(items, list.flow(), list.place());
        }
        return node instanceof MappingNode mapping ? mapping(mapping, path) : node;
    }

    private Node item(Node item, String path) {
        if (item instanceof TextNode text && path.equals("step")) {
            return now(path, text.text())
                    .<Node>map(name -> new TextNode(name, true, text.place(), text.lastLine()))
                    .orElse(item);
        }
        return node(item, path);
    }

    private Node mapping(MappingNode mapping, String path) {
        List<Entry> entries = mapping.entries().stream()
                .map(entry -> {
                    String key = now(path, entry.key())
                            .filter(name -> mapping.find(name).isEmpty())
                            .orElse(entry.key());
                    return new Entry(key, entry.keyPlace(), node(entry.value(), KeyOrder.below(path, key)));
                })
                .toList();
        return new MappingNode(entries, mapping.place());
    }

    private Optional<String> now(String path, String name) {
        return names.find(path, name).filter(Former::moves).flatMap(Former::now);
    }
}
