package io.belay.web.view;

/** A snapshot. Immutable. */
public record SnapshotRow(
        String id, String takenAt, String age, String state, String consistency, String spent, String heldBy) {}
