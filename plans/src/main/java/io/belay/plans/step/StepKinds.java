package io.belay.plans.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The catalogue: which kinds there are, which the language knows beyond them. Immutable. */
public final class StepKinds {

    /** In the order in which a plan usually has them. */
    private static final List<StepKind> ALL = List.of(
            new PreflightStep.Kind(),
            new SnapshotStep.Kind(),
            new CloneStep.Kind(),
            new PgUpgradeStep.Kind(),
            new ExtensionsStep.Kind(),
            new AnalyzeStep.Kind(),
            new VerifyStep.Kind(),
            new ApproveStep.Kind(),
            new PromoteStep.Kind(),
            new RetireStep.Kind());

    private static final Map<String, StepKind> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(StepKind::name, Function.identity()));

    /** Words of the language that nothing in this version carries out. */
    private static final List<String> LATER = List.of(
            "publish", "reindex", "sql", "exec", "warm_up", "window", "notify", "standby", "parallel", "include");

    /** Nobody writes these; they stand in resolved plans. */
    private static final List<String> INSERTED = List.of("prove_content", "follow", "prepare_way_back");

    private StepKinds() {}

    public static List<StepKind> all() {
        return ALL;
    }

    public static List<String> names() {
        return ALL.stream().map(StepKind::name).toList();
    }

    public static Optional<StepKind> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static boolean isForLater(String name) {
        return LATER.contains(name);
    }

    static List<String> forLater() {
        return LATER;
    }

    static boolean isInserted(String name) {
        return INSERTED.contains(name);
    }
}
