package io.belay.workers.preflight;

import io.belay.workers.postgres.Installation;
import io.belay.workers.preflight.PreflightPrograms.Question;
import io.belay.workers.preflight.PreflightPrograms.Questions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the pair of versions can be upgraded, and every program that {@code pg_upgrade} starts is there and of its version.
 *
 * @see <a href="https://www.postgresql.org/docs/17/pgupgrade.html">PostgreSQL 17, pg_upgrade, Usage</a>
 */
final class Versions implements FindingFamily {

    /** Older servers do not have the catalogs that Belay reads. */
    private static final int OLDEST_SOURCE = 10;

    /** {@code postgres (PostgreSQL) 17.11 (Debian 17.11-0+deb13u1)}; also {@code 18beta1} and {@code 19devel}. */
    private static final Pattern PRINTED = Pattern.compile("\\) (\\d+)(\\.\\d+|[a-z]+\\d*)?");

    /** @param version of the first program that said one: the server itself, where it is there */
    private record Judged(List<Finding> found, Optional<String> version) {}

    @Override
    public String title() {
        return "versions and programs";
    }

    @Override
    public Questions questions(String emptyConfiguration) {
        return Questions.VERSIONS;
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        List<Finding> found =
                new ArrayList<>(pair(context.plannedSource(), context.server().major(), context.plannedTarget()));
        found.addAll(programs(context, context.source(), PreflightPrograms.OF_SOURCE, "live's")
                .found());
        Judged target = programs(context, context.target(), PreflightPrograms.OF_TARGET, "the target's");
        found.addAll(target.found());
        target.version().flatMap(KnownBadMinors::advice).ifPresent(found::add);
        return found;
    }

    /** Pure: is this pair one that can be upgraded, and the one that the plan speaks of? */
    static List<Finding> pair(int plannedSource, int running, int target) {
        List<Finding> found = new ArrayList<>();
        if (plannedSource != running) {
            found.add(Finding.blocker(
                    PreflightErrors.VERSION_PAIR,
                    "live.version",
                    "the plan says that live is a " + plannedSource + ", the server is a " + running));
        }
        if (target <= running) {
            found.add(Finding.blocker(
                    PreflightErrors.VERSION_PAIR,
                    "target.version",
                    "a " + running + " cannot be upgraded to a " + target + ": the target must be a later major"));
        }
        if (running < OLDEST_SOURCE) {
            found.add(Finding.blocker(
                    PreflightErrors.VERSION_PAIR,
                    "live.version",
                    "live is a " + running + ", Belay upgrades from " + OLDEST_SOURCE + " on"));
        }
        return found;
    }

    private static Judged programs(
            PreflightContext context, Installation installation, List<String> names, String whose) {
        Programs programs = new Programs(context, installation);
        List<Finding> found = new ArrayList<>();
        List<String> missing =
                names.stream().filter(name -> !programs.has(name)).toList();
        if (!missing.isEmpty()) {
            found.add(missing(installation, missing, whose));
        }
        Optional<String> first = Optional.empty();
        for (String name : names) {
            Optional<String> version = programs.ask(Question.version(name)).flatMap(Versions::version);
            if (version.isEmpty()) {
                if (programs.has(name)) {
                    found.add(wrong(installation, name, "does not say which version it is", whose));
                }
                continue;
            }
            first = first.isPresent() ? first : version;
            if (major(version.get()) != installation.major()) {
                found.add(wrong(installation, name, "is of version " + version.get(), whose));
            } else if (!version.equals(first)) {
                found.add(wrong(
                        installation, name, "is of version " + version.get() + ", others are " + first.get(), whose));
            }
        }
        return new Judged(found, first);
    }

    private static Finding missing(Installation installation, List<String> missing, String whose) {
        Finding finding = Finding.blocker(
                PreflightErrors.PROGRAM_MISSING,
                installation.programs().toString(),
                whose + " programs are not complete: `" + installation.programs() + "` lacks "
                        + String.join(", ", missing));
        return finding.withRemedy(
                PackageHint.server(installation.programs(), installation.major())
                        .orElse(""),
                "");
    }

    private static Finding wrong(Installation installation, String program, String what, String whose) {
        Path path = installation.program(program);
        return Finding.blocker(
                PreflightErrors.PROGRAM_OF_OTHER_VERSION,
                path.toString(),
                "`" + path + "` " + what + "; " + whose + " programs must all be of one " + installation.major());
    }

    /** {@code 17.11} from what a program prints for {@code --version}. */
    static Optional<String> version(String printed) {
        Matcher matcher = PRINTED.matcher(printed);
        return matcher.find()
                ? Optional.of(
                        matcher.group(1) + Optional.ofNullable(matcher.group(2)).orElse(""))
                : Optional.empty();
    }

    static int major(String version) {
        return Integer.parseInt(version.split("[^0-9]", 2)[0]);
    }
}
