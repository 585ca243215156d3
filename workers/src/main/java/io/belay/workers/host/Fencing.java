package io.belay.workers.host;

import io.belay.workers.step.Attempt;

/** An attempt that ends as soon as a later one was admitted. */
record Fencing(Attempt attempt, Newest.Admitted pass) implements Attempt {

    @Override
    public void show(String lastLines) {
        attempt.show(lastLines);
    }

    @Override
    public void check() {
        attempt.check();
        pass.requireCurrent();
    }
}
