package io.belay.plans.host;

import io.belay.plans.grammar.BlockType;
import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.FieldType;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Names;
import io.belay.plans.model.Store;
import io.belay.plans.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An item of {@code storage}: what makes snapshots, and of what. */
final class StoreGrammar {

    static final BlockType<Store> TYPE = new BlockType<>("the fields of a store", StoreGrammar::fields);

    private static final Path UNREAD = Path.of("/");

    /** What each driver is told its storage by; {@code path} for all others. */
    private static final Map<String, String> NAMED_BY = Map.of("zfs", "dataset", "lvm", "group");

    private static final List<String> WAYS = List.of("path", "dataset", "group");

    private static final FieldType<String> DATASET = Names.matching(
            "a dataset of ZFS",
            Pattern.compile("[A-Za-z][A-Za-z0-9_.:-]*(/[A-Za-z0-9_.:-]+)*"),
            "write for example `tank/pg`, as `zfs list` has it");

    private static final FieldType<String> GROUP = Names.matching(
            "a volume group",
            Pattern.compile("[A-Za-z0-9_+.][A-Za-z0-9_+.-]{0,126}"),
            "write for example `vg0`, as `vgs` has it");

    private StoreGrammar() {}

    private static Store fields(Form form) {
        String driver = form.required(
                "driver",
                Choices.choice("auto", "btrfs", "reflink", "xfs", "copy", "zfs", "lvm", "exec"),
                "auto",
                "driver: auto");
        Optional<Path> path = form.stated("path", Names.PLACE);
        Optional<String> dataset = form.stated("dataset", DATASET);
        Optional<String> group = form.stated("group", GROUP);
        named(form, driver);
        Store store = new Store(
                path,
                dataset.or(() -> group),
                driver,
                form.required("work", Names.PLACE, UNREAD, "work: /srv/pg/.belay"),
                programs(form, driver));
        form.close();
        return store;
    }

    private static void named(Form form, String driver) {
        String wanted = NAMED_BY.getOrDefault(driver, "path");
        List<String> written = WAYS.stream().filter(form::has).toList();
        boolean one = form.hasExactlyOne(WAYS);
        if (!one && written.isEmpty()) {
            form.missing(wanted, example(wanted));
        } else if (!written.equals(List.of(wanted))) {
            form.reading()
                    .report(Problem.error(
                                    GrammarErrors.NOT_EXACTLY_ONE,
                                    form.place(),
                                    "a store with `driver: " + driver + "` is named by `" + wanted
                                            + "`, and by nothing else")
                            .withHelp("write `" + example(wanted) + "`"));
        }
    }

    private static String example(String way) {
        return switch (way) {
            case "dataset" -> "dataset: tank/pg";
            case "group" -> "group: vg0";
            default -> "path: /srv/pg";
        };
    }

    private static Map<String, String> programs(Form form, String driver) {
        Map<String, String> programs = new LinkedHashMap<>();
        if (!form.asksWhen(driver.equals("exec"))) {
            return programs;
        }
        if (driver.equals("exec") && !form.has("exec")) {
            form.missing(
                    "exec", "exec: {snapshot: san-snapshot, copy: san-copy, remove: san-remove, space: san-space}");
        }
        form.statedBlock("exec").ifPresent(block -> {
            for (String what : List.of("snapshot", "copy", "remove", "space")) {
                programs.put(what, block.required(what, Names.NAME, "", what + ": san-" + what));
            }
            block.close();
        });
        return programs;
    }
}
