package io.belay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import io.belay.plans.read.YamlText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The same plan with the keys of each mapping in the other order; lists stay as they are. */
final class Turned {

    private static final List<String> FIRST = List.of("apiVersion", "kind");

    private Turned() {}

    static String keys(String text) {
        Problems problems = new Problems(new Source("plan", text));
        Node root = YamlText.read(text, problems).orElseThrow();
        assertThat(problems.isEmpty()).isTrue();
        return write(root);
    }

    private static String write(Node node) {
        if (node instanceof TextNode text) {
            return text.plain() && text.text().isEmpty() ? "" : quoted(text.text());
        }
        if (node instanceof ListNode list) {
            return list.items().stream().map(Turned::write).collect(Collectors.joining(", ", "[", "]"));
        }
        List<Entry> entries = new ArrayList<>(((MappingNode) node).entries());
        Collections.reverse(entries);
        entries.sort((left, right) -> Integer.compare(rank(left), rank(right)));
        return entries.stream()
                .map(entry -> quoted(entry.key()) + ": " + write(entry.value()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static int rank(Entry entry) {
        int first = FIRST.indexOf(entry.key());
        return first < 0 ? FIRST.size() : first;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''").replace("\n", "\n\n") + "'";
    }
}
