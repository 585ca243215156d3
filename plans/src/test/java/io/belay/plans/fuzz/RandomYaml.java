package io.belay.plans.fuzz;

import java.util.List;
import java.util.Random;

/** YAML that has nothing to do with a plan but some of its words; now and then deep, now and then none at all. For one thread only. */
final class RandomYaml {

    private static final List<String> KEYS = List.of(
            "apiVersion",
            "kind",
            "metadata",
            "name",
            "owner",
            "live",
            "cluster",
            "target",
            "version",
            "steps",
            "inputs",
            "type",
            "default",
            "allowed",
            "id",
            "needs",
            "when",
            "retry",
            "parallel",
            "include",
            "file",
            "verify",
            "promote",
            "window",
            "cron",
            "on_failure",
            "budget",
            "hold",
            "accept",
            "waves",
            "clusters",
            "plan",
            "users",
            "groups",
            "policy",
            "x");

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    RandomYaml(Random random) {
        this.random = random;
    }

    String text() {
        switch (random.nextInt(40)) {
            case 0 -> out.append((random.nextBoolean() ? "[" : "{a: ").repeat(random.nextInt(20_000)));
            case 1 -> out.append("- ".repeat(random.nextInt(20_000))).append("x");
            case 2 -> noise();
            default -> document();
        }
        return out.toString();
    }

    private void document() {
        if (random.nextInt(3) > 0) {
            String kind =
                    GoodFiles.any(List.of("UpgradePlan", "StepList", "FleetPlan", "HostConfiguration", "Plan"), random);
            out.append("apiVersion: belay/v1\nkind: ").append(kind).append('\n');
        }
        mapping(0, random.nextInt(8) == 0 ? 25 : 5);
    }

    private void noise() {
        for (int i = random.nextInt(400); i >= 0; i--) {
            out.append(random.nextInt(4) == 0 ? Words.any(random) : String.valueOf((char) (32 + random.nextInt(95))));
            out.append(random.nextInt(10) == 0 ? "\n" : "");
        }
    }

    private void mapping(int indent, int depth) {
        for (int i = random.nextInt(6); i >= 0; i--) {
            out.append(" ".repeat(indent)).append(key()).append(':');
            value(indent, depth - 1);
        }
    }

    private String key() {
        return random.nextInt(20) == 0 ? Words.any(random) : GoodFiles.any(KEYS, random);
    }

    private void value(int indent, int depth) {
        int kind = depth <= 0 ? 0 : random.nextInt(8);
        if (kind == 5) {
            out.append('\n');
            mapping(indent + 2, depth);
        } else if (kind == 6) {
            out.append('\n');
            for (int i = random.nextInt(4); i >= 0; i--) {
                out.append(" ".repeat(indent)).append("-");
                value(indent + 2, depth - 1);
            }
        } else if (kind == 7) {
            out.append(' ');
            flow(depth);
            out.append('\n');
        } else {
            out.append(' ').append(Words.any(random)).append('\n');
        }
    }

    private void flow(int depth) {
        boolean list = random.nextBoolean();
        out.append(list ? '[' : '{');
        for (int i = random.nextInt(4); i > 0; i--) {
            out.append(list ? "" : key() + ": ");
            if (depth > 0 && random.nextInt(3) == 0) {
                flow(depth - 1);
            } else {
                out.append(Words.any(random));
            }
            out.append(i > 1 ? ", " : "");
        }
        out.append(list ? ']' : '}');
    }
}
