package io.belay.plans.grammar;

import java.util.List;
import java.util.Optional;

/**
 * Names that fields once had. An old name stays known for ever: it is read as the new one with a warning, or it is said what to
 * write in its place. Immutable.
 */
public final class FormerNames {

    /** The language was never published with other names than it has now. */
    public static final FormerNames KNOWN = new FormerNames(List.of());

    /** Any name that the author chooses: {@code plan.inputs.*}. */
    private static final String ANY = "*";

    private final List<Former> all;

    /**
     * @param block the names of the blocks around it from the kind of file on, {@code plan.budget}; {@code step} where steps
     *     begin, whichever file they stand in
     * @param since the version of Belay in which the name went
     * @param now the field's name by now; empty when there is none any more
     * @param sameValue whether the value may stay as it is
     * @param instead what to write, where it is not the same value under another name
     */
    public record Former(
            String block, String name, String since, Optional<String> now, boolean sameValue, String instead) {

        /** A field that has another name by now. */
        public static Former renamed(String block, String name, String since, String now) {
            return new Former(block, name, since, Optional.of(now), true, "");
        }

        /** A field that is no more. */
        public static Former removed(String block, String name, String since, String instead) {
            return new Former(block, name, since, Optional.empty(), false, instead);
        }

        /** A field that has another name, and whose value is written otherwise. */
        public static Former changed(String block, String name, String since, String now, String instead) {
            return new Former(block, name, since, Optional.of(now), false, instead);
        }

        /** Whether it is read as the field that it is by now. */
        public boolean moves() {
            return sameValue && now.isPresent();
        }

        /** For who reads about the field. */
        public String inWords() {
            return moves()
                    ? "Called `" + now.orElse("") + "` since Belay " + since + "; `belay format` renames it."
                    : "Gone since Belay " + since + ": " + instead + ".";
        }

        private boolean stands(String where) {
            String[] names = block.split("\\.", -1);
            String[] others = where.split("\\.", -1);
            boolean same = names.length == others.length;
            for (int i = 0; same && i < names.length; i++) {
                same = names[i].equals(ANY) || others[i].equals(ANY) || names[i].equals(others[i]);
            }
            return same;
        }
    }

    private FormerNames(List<Former> all) {
        this.all = List.copyOf(all);
    }

    /** For tests of what becomes of a name. */
    public static FormerNames of(Former... all) {
        return new FormerNames(List.of(all));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public Optional<Former> find(String block, String name) {
        return all.stream()
                .filter(former -> former.name().equals(name) && former.stands(block))
                .findFirst();
    }

    /** All that stood in a block. */
    public List<Former> in(String block) {
        return all.stream().filter(former -> former.stands(block)).toList();
    }

    /**
     * A block's name from its path.
     *
     * @param file what it is in, as messages or the file itself call it: {@code the plan}, {@code UpgradePlan}
     * @param path as in {@code budget}, {@code steps[2].promote}, {@code clusters[].connect}
     */
    public static String block(String file, String path) {
        String plain = path.replaceAll("\\[[^\\]]*]", "").replaceAll("<[^>]*>", ANY);
        int steps = plain.lastIndexOf("steps");
        if (plain.startsWith("Step:") || steps >= 0) {
            String rest = steps >= 0 ? plain.substring(steps + "steps".length()) : plain.substring("Step:".length());
            return rest.isEmpty() ? "step" : "step." + rest.replaceFirst("^\\.", "");
        }
        String root = switch (file) {
            case "the plan", "UpgradePlan" -> "plan";
            case "the step list", "StepList" -> "list";
            case "the fleet", "FleetPlan" -> "fleet";
            case "the host's file", "HostConfiguration" -> "host";
            default -> file;
        };
        return plain.isEmpty() ? root : root + "." + plain;
    }
}
