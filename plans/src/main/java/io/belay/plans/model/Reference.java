package io.belay.plans.model;

/** A name as a host's configuration spells it: {@code db1/orders}. Immutable. */
public record Reference(String host, String name) {

    @Override
    public String toString() {
        return host + "/" + name;
    }
}
