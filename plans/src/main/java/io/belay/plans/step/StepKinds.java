package io.belay.plans.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogue: which kinds there are, which the language knows beyond them. Immutable. */
public final class StepKinds {

    /** In the order in which a plan usually has them. */
    private static final List<StepKind> ALL = List.of(
            new PreflightStep.Kind(),
            new PublishStep.Kind(),
            new SnapshotStep.Kind(),
            new CloneStep.Kind(),
            new PgUpgradeStep.Kind(),
            new ExtensionsStep.Kind(),
            new ReindexStep.Kind(),
            new AnalyzeStep.Kind(),
            new SqlStep.Kind(),
            new VerifyStep.Kind(),
            new ExecStep.Kind(),
            new WarmUpStep.Kind(),
            new ApproveStep.Kind(),
            new WindowStep.Kind(),
            new NotifyStep.Kind(),
            new PromoteStep.Kind(),
            new StandbyStep.Kind(),
            new RetireStep.Kind());

    private static final List<StepKind> BROUGHT = List.of(new RehearsePromoteStep.Kind(), new FollowStep.Kind());

    private static final Map<String, StepKind> BY_NAME = Stream.concat(ALL.stream(), BROUGHT.stream())
            .collect(Collectors.toUnmodifiableMap(StepKind::name, Function.identity()));

    /** Words that stand where a kind does, and bring several steps. */
    static final String PARALLEL = "parallel";

    static final String INCLUDE = "include";

    private static final List<String> NAMES = ALL.stream().map(StepKind::name).toList();

    private static final List<String> WORDS =
            Stream.concat(NAMES.stream(), Stream.of(PARALLEL, INCLUDE)).toList();

    /** Nobody writes these; they stand in resolved plans. */
    private static final List<String> INSERTED =
            List.of("prove_content", "rehearse_promote", "follow", "prepare_way_back");

    private StepKinds() {}

    public static List<StepKind> all() {
        return ALL;
    }

    public static List<String> names() {
        return NAMES;
    }

    public static Optional<StepKind> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** What an author may write; of the inserted ones too, {@link #find} knows what they do. */
    static Optional<StepKind> written(String name) {
        return find(name).filter(kind -> !isInserted(name));
    }

    /** All words that an item of {@code steps} may begin with. */
    static List<String> words() {
        return WORDS;
    }

    /** What brings a kind that nobody writes. */
    static String broughtBy(String inserted) {
        return switch (inserted) {
            case "prove_content" -> "`pg_upgrade` with `verify`";
            case "prepare_way_back" -> "a `way_back` of `promote`";
            default -> "`promote: {mode: online}`";
        };
    }

    static boolean isInserted(String name) {
        return INSERTED.contains(name);
    }
}
