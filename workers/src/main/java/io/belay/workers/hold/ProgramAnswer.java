package io.belay.workers.hold;

import io.belay.workers.hold.Pooler.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pooler's {@code check} printed: lines {@code clients=open} or {@code clients=held}, one {@code live=WHERE:PORT} for each server
 * that clients are led to, and one {@code session=PID} for each of that server's sessions that is the pooler's own. Other lines mean
 * nothing. Immutable, pure.
 */
record ProgramAnswer(List<String> clients, List<Place> live, Set<Long> sessions, List<String> notUnderstood) {

    private static final Pattern LINE = Pattern.compile("(clients|live|session)=(.*)");
    private static final Pattern PLACE = Pattern.compile("(/\\S*|\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):(\\d{1,5})");
    private static final Pattern PID = Pattern.compile("[1-9]\\d{0,9}");

    private static final String OPEN = "open";
    private static final String HELD = "held";

    /** PostgreSQL's own, as its distributors build it; a place always names one. */
    private static final Path NO_USUAL_FOLDER = Path.of("/");

    /** @param where a socket's folder, a name or an address */
    record Place(String where, int port) {

        @Override
        public String toString() {
            return where + ":" + port;
        }
    }

    ProgramAnswer {
        clients = List.copyOf(clients);
        live = List.copyOf(live);
        sessions = Set.copyOf(sessions);
        notUnderstood = List.copyOf(notUnderstood);
    }

    static ProgramAnswer of(String printed) {
        List<String> clients = new ArrayList<>();
        List<Place> live = new ArrayList<>();
        Set<Long> sessions = new LinkedHashSet<>();
        List<String> notUnderstood = new ArrayList<>();
        for (String line : printed.lines().map(String::strip).toList()) {
            Matcher words = LINE.matcher(line);
            if (!words.matches()) {
                continue;
            }
            String value = words.group(2);
            Matcher place = PLACE.matcher(value);
            if (words.group(1).equals("clients") && List.of(OPEN, HELD).contains(value)) {
                clients.add(value);
            } else if (words.group(1).equals("live") && place.matches()) {
                live.add(new Place(place.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(place.group(2))));
            } else if (words.group(1).equals("session") && PID.matcher(value).matches()) {
                sessions.add(Long.parseLong(value));
            } else {
                notUnderstood.add(line);
            }
        }
        return new ProgramAnswer(clients, live, sessions, notUnderstood);
    }

    /** @return why clients do not come to that server, and to no other, and are not held; empty when all of it is so */
    Optional<Problem> wrong(String pooler, String program, LiveServer expected) {
        return notSaid()
                .map(missing -> new Problem(
                        HoldErrors.POOLER_ANSWER,
                        "`" + program + "` of pooler `" + pooler + "` does not say how it stands: " + missing,
                        "have it print `clients=open` or `clients=held`, and `live=FOLDER_OR_ADDRESS:PORT`"))
                .or(() -> wrongPlace(pooler, program, expected))
                .or(() -> stillHeld(pooler, program));
    }

    /** The same while clients are held on purpose. */
    Optional<Problem> wrongPlace(String pooler, String program, LiveServer expected) {
        if (notSaid().isPresent()) {
            return wrong(pooler, program, expected);
        }
        return live.stream()
                .filter(place ->
                        !expected.address().isMeantBy(Optional.of(place.where()), place.port(), NO_USUAL_FOLDER))
                .findFirst()
                .map(place -> new Problem(
                        HoldErrors.POOLER_ANSWER,
                        "`" + program + "` of pooler `" + pooler + "` says that clients come to `" + place
                                + "`, and live is the PostgreSQL " + expected.major() + " at port "
                                + expected.address().port() + ", "
                                + expected.address().sockets(),
                        "look who is right: correct the program, or where the pooler leads"));
    }

    private Optional<String> notSaid() {
        if (!notUnderstood.isEmpty()) {
            return Optional.of("`" + notUnderstood.get(0) + "` is not understood");
        }
        if (clients.size() != 1) {
            return Optional.of("it has " + clients.size() + " lines `clients=...`");
        }
        return live.isEmpty() ? Optional.of("it has no line `live=...`") : Optional.empty();
    }

    private Optional<Problem> stillHeld(String pooler, String program) {
        return clients.contains(HELD)
                ? Optional.of(new Problem(
                        HoldErrors.POOLER_ANSWER,
                        "`" + program + "` of pooler `" + pooler + "` says that clients are held there",
                        "let them go on by its own means, by the program that `resume` names for example"))
                : Optional.empty();
    }
}
