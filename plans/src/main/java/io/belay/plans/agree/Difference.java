package io.belay.plans.agree;

/**
 * Two texts that say different things of one fact. Immutable.
 *
 * @param field of the plan
 * @param stated by the plan, in normal spelling
 * @param hostField of the host's file, with the cluster's number as its grammar counts: {@code clusters[0].service}
 * @param configured by the host's file, or what the host itself says
 */
public record Difference(String field, String stated, String hostField, String configured) {

    /** One sentence with both values and both places. */
    public String inWords(String host) {
        return "the plan's `" + field + "` states `" + stated + "`, and `" + hostField + "` of host `" + host
                + "` says `" + configured + "`";
    }
}
