package io.belay.plans.fleet;

import io.belay.plans.model.NamedFile;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import io.belay.plans.read.YamlText;
import java.util.List;
import java.util.Optional;

/** Looks at a fleet's plan as it is written, before any cluster's inputs are put in. Stateless. */
final class PlanNodes {

    private PlanNodes() {}

    /** Empty when it is no mapping; what is wrong with it is said when it is read for a cluster. */
    static Optional<MappingNode> of(NamedFile plan) {
        return YamlText.read(plan.text(), new Problems(new Source(plan.path(), plan.text())))
                .filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast);
    }

    static Optional<String> text(MappingNode root, String... path) {
        return node(root, path).filter(TextNode.class::isInstance).map(node -> ((TextNode) node).text());
    }

    static List<String> keys(MappingNode root, String... path) {
        return node(root, path).filter(MappingNode.class::isInstance).map(MappingNode.class::cast).stream()
                .flatMap(mapping -> mapping.entries().stream())
                .map(Entry::key)
                .toList();
    }

    private static Optional<Node> node(MappingNode root, String... path) {
        Optional<Node> node = Optional.of(root);
        for (String name : path) {
            node = node.filter(MappingNode.class::isInstance)
                    .flatMap(found -> ((MappingNode) found).find(name))
                    .map(Entry::value);
        }
        return node;
    }
}
