package io.belay.cli;

import io.belay.cli.init.Question;
import io.belay.workers.discovery.Findings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** How {@code belay init} ends without having written anything. Stateless. */
final class InitFailures {

    private static final String SAFE = "nothing was written; live was only looked at";

    private InitFailures() {}

    static CliFailure nothingFound(Findings findings, Console console) {
        return new CliFailure(
                ExitCode.CHECK_BLOCKED,
                CliErrors.NO_CLUSTER_FOUND,
                "no running PostgreSQL cluster was found on this host"
                        + (findings.root() ? "" : "; this account is not root and may not see all"),
                SAFE,
                findings.root()
                        ? "start the cluster, then the same command; belay init looks at the host that it runs on"
                        : "sudo " + console.command() + " init, or --data-directory, --socket and --port");
    }

    static CliFailure unanswered(List<Question> questions, boolean yes, Console console) {
        String missing = questions.stream()
                .map(question -> "--" + question.option()
                        + question.suggested()
                                .map(text -> " (would be " + text + ")")
                                .orElse(" (" + question.why() + ")"))
                .collect(Collectors.joining(", "));
        String without = questions.stream()
                .filter(question -> question.suggested().isEmpty())
                .map(question -> " --" + question.option() + " " + quoted(question.example()))
                .collect(Collectors.joining());
        return new CliFailure(
                ExitCode.USAGE,
                CliErrors.UNANSWERED,
                yes ? "there is no suggestion for " + missing : "nobody is at a terminal to answer: " + missing,
                SAFE,
                "the same command with" + without + (yes ? "" : " --yes") + ", or on a terminal");
    }

    static CliFailure refused(String why) {
        return new CliFailure(
                ExitCode.USAGE,
                CliErrors.NO_ANSWER,
                "this is no answer: " + why,
                SAFE,
                "the same command with another one");
    }

    static CliFailure exists(List<Path> files) {
        return new CliFailure(
                ExitCode.CHECK_BLOCKED,
                CliErrors.FILE_EXISTS,
                "there is already " + files.stream().map(Path::toString).collect(Collectors.joining(" and ")),
                "it was not touched; nothing was written",
                "another folder by --out, or --force, which keeps the old file beside the new one");
    }

    static CliFailure notWritten(Path folder, Exception why) {
        return new CliFailure(
                        ExitCode.CHECK_BLOCKED,
                        CliErrors.NOT_WRITTEN,
                        "the files cannot be written into " + folder + ": " + why,
                        "nothing was written",
                        "a folder that is yours, by --out")
                .causedBy(why);
    }

    private static String quoted(String text) {
        return text.matches("[\\w./:=@%+,-]+") ? text : "'" + text + "'";
    }
}
