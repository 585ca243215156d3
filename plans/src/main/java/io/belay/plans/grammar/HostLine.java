package io.belay.plans.grammar;

import io.belay.plans.model.Reference;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.MappingNode;

/**
 * What the administrator writes into the host's file in place of what stands in the plan.
 *
 * @param form the block in which it stands
 * @param cluster an empty one when it could not be read
 */
record HostLine(Form form, Reference cluster) {

    private static final int LONGEST = 80;

    /** @param example fields to write when those of the plan cannot be shown */
    String block(String field, String example) {
        return help(field + ": {" + inBraces(field, example) + ", ...}");
    }

    /** A field that stands within a block of the host's file. */
    String within(String block, String field) {
        String value = switch (field) {
            case "password" -> "{pgpass: /etc/belay/pgpass}";
            case "database" -> "";
            default -> value(field, "...");
        };
        // Belay goes through all databases of a cluster; there is none to name.
        return value.isEmpty()
                ? "delete the line; every database of the cluster is meant"
                : help(block + ": {" + field + ": " + value + ", ...}");
    }

    String field(String field, String example) {
        return help(field + ": " + value(field, example));
    }

    private String help(String line) {
        String where = cluster.name().isEmpty()
                ? "the host's file"
                : cluster.host() + ".host.yaml, under `- name: " + cluster.name() + "`";
        return "delete the line; the administrator writes in " + where + ": `" + line + "`";
    }

    private String value(String field, String example) {
        return form.node()
                .find(field)
                .filter(entry -> isShort(entry))
                .map(entry -> quoted(entry))
                .filter(text -> !text.isEmpty() && text.charAt(0) != '{')
                .orElse(example);
    }

    private String inBraces(String field, String example) {
        return form.node()
                .find(field)
                .filter(entry -> isShort(entry) && entry.value() instanceof MappingNode)
                .map(entry -> quoted(entry))
                .filter(text -> text.startsWith("{") && text.endsWith("}"))
                .map(text -> text.substring(1, text.length() - 1).strip())
                .filter(text -> !text.isEmpty())
                .orElse(example);
    }

    private static boolean isShort(Entry entry) {
        SourcePlace value = entry.value().place();
        return value.line() == entry.keyPlace().line() && value.length() <= LONGEST;
    }

    /** Empty when a secret stands in it. */
    private String quoted(Entry entry) {
        String text = form.reading().quoted(entry.value().place());
        return text.indexOf('`') < 0 ? text : "";
    }
}
