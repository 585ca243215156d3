package io.belay.plans.format;

import io.belay.plans.read.Node;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import io.belay.plans.read.Written;
import io.belay.plans.read.Written.Comment;
import io.belay.plans.read.Written.Group;
import io.belay.plans.read.Written.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether two texts say the same, and hold the same comments, whatever their layout. Stateless. */
final class SameContent {

    private SameContent() {}

    /** @param pinned whether hashes of files may differ */
    static boolean of(Node left, Node right, boolean pinned) {
        return form(left, pinned).equals(form(right, pinned));
    }

    /** A text that is the same for both; a list's only field without a value counts as its bare name. */
    private static String form(Node node, boolean pinned) {
        if (node instanceof TextNode text) {
            return quoted(text.text());
        }
        if (node instanceof ListNode list) {
            return list.items().stream()
                    .map(item -> bare(item).map(SameContent::quoted).orElseGet(() -> form(item, pinned)))
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return ((MappingNode) node)
                .entries().stream()
                        .filter(entry -> !pinned || !entry.key().equals(Pinning.HASH))
                        .map(entry -> quoted(entry.key()) + ":"
                                + (isEmpty(entry.value()) ? "{}" : form(entry.value(), pinned)))
                        .sorted()
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static Optional<String> bare(Node item) {
        return item instanceof MappingNode mapping
                        && mapping.entries().size() == 1
                        && isEmpty(mapping.entries().get(0).value())
                ? Optional.of(mapping.entries().get(0)).map(Entry::key)
                : Optional.empty();
    }

    private static boolean isEmpty(Node node) {
        return node instanceof MappingNode mapping
                ? mapping.entries().isEmpty()
                : node instanceof TextNode text && text.isEmpty();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static List<String> comments(Written.File file) {
        List<String> comments = new ArrayList<>(comments(file.root()));
        file.foot().stream().map(Comment::text).forEach(comments::add);
        comments.sort(null);
        return comments;
    }

    private static List<String> comments(Part part) {
        List<String> comments = new ArrayList<>();
        part.above().stream().map(Comment::text).forEach(comments::add);
        Stream.of(part.opening(), part.behind()).filter(text -> !text.isEmpty()).forEach(comments::add);
        if (part.value() instanceof Group group) {
            group.foot().stream().map(Comment::text).forEach(comments::add);
            group.parts().forEach(inner -> comments.addAll(comments(inner)));
        }
        return comments;
    }
}
