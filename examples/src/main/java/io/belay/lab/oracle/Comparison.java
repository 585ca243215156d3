package io.belay.lab.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds what was stated against what was found, at a moment in which nothing is under way. Pure. */
public final class Comparison {

    private static final Pattern AT_WAYPOINT = Pattern.compile("the candidate is at waypoint `([^`]+)`");
    private static final Pattern NO_CANDIDATE = Pattern.compile("the candidate is gone|there is no candidate");
    private static final String NOT_KNOWN = "whether live or new serves clients has to be looked up";

    private Comparison() {}

    /** One sentence for each statement that is false; empty when all are true. */
    public static List<String> falsehoods(Statement said, Truth found) {
        List<String> wrong = new ArrayList<>();
        servers(said, found, wrong);
        candidate(said, found, wrong);
        found.proof()
                .filter(proof -> !proof.nothingLost())
                .ifPresent(proof -> wrong.add("payments are lost: " + proof));
        if (said.ended()) {
            found.left().forEach(left -> wrong.add("left behind: " + left));
        }
        if (said.next().isEmpty() || said.safe().isEmpty()) {
            wrong.add("status ends without " + (said.next().isEmpty() ? "a next command" : "a word on what is safe"));
        }
        return wrong;
    }

    /**
     * The same while the run is at work: only what was false before and behind the look at the status.
     *
     * @param before servers at work right before it
     * @param behind servers at work right behind it
     */
    public static List<String> falsehoodsUnderWay(Statement said, Servers before, Servers behind) {
        List<String> wrong = new ArrayList<>();
        if (said.safe().startsWith("live serves on") && !before.old() && !behind.old()) {
            wrong.add("stated under way that live serves on, but no server works in old");
        }
        if (said.promoted() && !before.target() && !behind.target()) {
            wrong.add("stated under way that new is live, but no server works in it");
        }
        return wrong;
    }

    private static void servers(Statement said, Truth found, List<String> wrong) {
        if (found.oldTakesWrites() && found.newTakesWrites()) {
            wrong.add("old and new both take writes");
        }
        boolean open = said.safe().contains(NOT_KNOWN) && !said.ended();
        if (!found.oldTakesWrites() && !found.newTakesWrites() && !open) {
            wrong.add("neither old nor new takes a write");
        }
        if (said.safe().startsWith("live serves on") && !found.oldTakesWrites()) {
            wrong.add("stated that live serves on, but old takes no write");
        }
        if (said.promoted() && !found.newTakesWrites()) {
            wrong.add("stated that new is live, but it takes no write");
        }
        if (!said.promoted() && found.newTakesWrites() && !open) {
            wrong.add("not stated that new is live, but it takes writes");
        }
        if (said.safe().contains("old live is kept") && (!found.oldIsThere() || found.oldTakesWrites())) {
            wrong.add("stated that old is kept and stopped, but it is " + (found.oldIsThere() ? "open" : "gone"));
        }
    }

    private static void candidate(Statement said, Truth found, List<String> wrong) {
        Matcher at = AT_WAYPOINT.matcher(said.safe());
        if (at.find() && (!found.candidate() || !found.waypoints().contains(at.group(1)))) {
            wrong.add("stated " + at.group() + ", but "
                    + (found.candidate() ? "waypoints are " + found.waypoints() : "there is no candidate"));
        }
        if (NO_CANDIDATE.matcher(said.safe()).find()
                && (found.candidate() || !found.waypoints().isEmpty())) {
            wrong.add("stated that no candidate is there, but there is, with waypoints " + found.waypoints());
        }
        if (!said.ended() && !said.promoted() && said.isDone("clone") && !found.candidate()) {
            wrong.add("stated that `clone` is done, but there is no candidate");
        }
    }
}
