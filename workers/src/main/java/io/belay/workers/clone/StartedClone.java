package io.belay.workers.clone;

import io.belay.workers.postgres.RunningServer;

/** @param report of the gate, before the start and on the running server */
public record StartedClone(RunningServer server, GateReport report) {}
