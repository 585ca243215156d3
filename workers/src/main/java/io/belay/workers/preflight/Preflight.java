package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.preflight.PreflightPrograms.OfFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs all families one after the other. Thread-safe; reads only. */
public final class Preflight {

    private final List<FindingFamily> families;

    /** What every upgrade is asked. */
    public Preflight() {
        this(upgrade());
    }

    /** What a plan is asked that makes new live in this way. */
    public Preflight(Promotion promotion) {
        this(Stream.concat(upgrade().stream(), PromotionFamilies.of(promotion).stream())
                .toList());
    }

    private static List<FindingFamily> upgrade() {
        return List.of(
                new Versions(),
                new ControlData(),
                new Room(),
                new Extensions(),
                new Libraries(),
                new ProductionSettings(),
                new PreparedTransactions(),
                new RegTypeColumns());
    }

    Preflight(List<FindingFamily> families) {
        this.families = List.copyOf(families);
    }

    /**
     * @param tick called before each family with its title; may throw to end the work
     * @return all findings, blockers first. What one family could not read is a finding too, so the others still speak.
     */
    public List<Finding> examine(PreflightContext context, Consumer<String> tick) {
        List<Finding> found = new ArrayList<>();
        for (FindingFamily family : families) {
            tick.accept(family.title());
            try {
                found.addAll(family.examine(context));
            } catch (PostgresFailure refused) {
                found.add(Finding.blocker(
                        PreflightErrors.NOT_EXAMINED,
                        family.title(),
                        family.title() + " could not be examined: " + refused.getMessage()));
            }
        }
        found.sort(Comparator.comparing(Finding::severity));
        return List.copyOf(found);
    }

    /**
     * What {@link #examine} sends to a server whose folders at the target are known, in order, family by family. A server that
     * does not know its major from its files is asked for it first.
     */
    public List<ListedStatement> statements() {
        return families.stream().flatMap(family -> family.statements().stream()).toList();
    }

    /** What {@link #examine} runs where the target's programs are complete, family by family. */
    public List<OfFamily> listed(String emptyConfiguration) {
        return families.stream()
                .map(family -> new OfFamily(
                        family.questions(emptyConfiguration),
                        family instanceof ProductionSettings,
                        family.statements()))
                .toList();
    }

    /** How many families there are, for the summary. */
    public int size() {
        return families.size();
    }
}
