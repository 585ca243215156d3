package io.belay.plans.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader asks first of a finished run. Stateless. */
final class AccountGlance {

    private AccountGlance() {}

    static List<Glance.Answer> of(RunAccount account) {
        List<Glance.Answer> answers = new ArrayList<>();
        answers.add(outcome(account));
        answers.add(asked(account));
        if (!account.asked().rehearsal()) {
            answers.add(held(account));
            answers.add(approved(account));
        }
        return answers;
    }

    static String phase(RunAccount account) {
        return account.ending().phase().isEmpty()
                ? "not written down"
                : account.ending().phase().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Glance.Answer outcome(RunAccount account) {
        RunAccount.Ending ending = account.ending();
        String took = ending.at().isEmpty() ? "" : " after " + AccountSections.spent(ending.milliseconds());
        Prose detail = Prose.NONE;
        if (!ending.problem().isEmpty()) {
            detail = detail.quoted(ending.problem()).plain(" ");
        }
        if (!ending.note().isEmpty()) {
            detail = detail.quoted(ending.note());
        }
        if (ending.phase().isEmpty()) {
            detail = detail.plain("No worker of the host was there to write the end down.");
        }
        String phase = phase(account);
        String capital = phase.substring(0, 1).toUpperCase(Locale.ROOT) + phase.substring(1);
        return new Glance.Answer("Outcome", Prose.of(capital + took + "."), detail, false);
    }

    private static Glance.Answer asked(RunAccount account) {
        RunAccount.Asked asked = account.asked();
        Prose headline = Prose.of(asked.rehearsal() ? "A rehearsal, asked for by " : "An upgrade, asked for by ")
                .quoted(asked.by())
                .plain(".");
        Prose detail = Prose.of("At " + asked.at() + ", by plan ").code(asked.plan());
        if (!asked.snapshot().isEmpty()) {
            detail = detail.plain(", on snapshot ").code(asked.snapshot());
        }
        return new Glance.Answer("Asked for", headline, detail.plain("."), false);
    }

    private static Glance.Answer held(RunAccount account) {
        RunAccount.Ending ending = account.ending();
        if (ending.crossedAt().isEmpty()) {
            return new Glance.Answer(
                    "Clients", Prose.of("Not moved."), Prose.of("New never became live in this run."), false);
        }
        Prose headline = ending.heldMilliseconds() == 0
                ? Prose.unknown("Held for a time that nobody wrote down.")
                : Prose.of("Held for " + AccountSections.spent(ending.heldMilliseconds()) + ".");
        return new Glance.Answer("Clients", headline, Prose.of("New is live since " + ending.crossedAt() + "."), false);
    }

    private static Glance.Answer approved(RunAccount account) {
        List<RunAccount.Decision> approvals = account.decisions().stream()
                .filter(one -> one.decision().equals("approve"))
                .toList();
        if (approvals.isEmpty()) {
            return new Glance.Answer("Approved by", Prose.of("Nobody."), Prose.NONE, false);
        }
        Prose names = Prose.NONE;
        for (RunAccount.Decision approval : approvals) {
            names = names.plain(names.isEmpty() ? "" : ", ").quoted(approval.by());
        }
        return new Glance.Answer(
                "Approved by",
                names.plain("."),
                Prose.of("Recorded, not authenticated; bound to the plan's hash."),
                false);
    }
}
