package io.belay.web.view;

/** A step's line in the ledger. Immutable. */
public record LedgerRow(
        String step, Mark outcome, String sinceWhen, String spent, String code, String why, String plan) {}
