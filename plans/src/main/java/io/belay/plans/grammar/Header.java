package io.belay.plans.grammar;

import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import java.util.List;

/** The first two fields of every file: which language, and what kind of file. Stateless. */
public final class Header {

    public static final String LANGUAGE = "belay/v1";

    /** The four kinds of file. */
    public static final List<String> KINDS = List.of("UpgradePlan", "StepList", "FleetPlan", "HostConfiguration");

    private Header() {}

    /**
     * @param kind what the reader expects; another kind is an error that says what this file is
     * @return whether the rest is worth reading: the fields of another kind of file would all be unknown
     */
    public static boolean check(Form form, MappingNode root, String kind) {
        List<Entry> entries = root.entries();
        form.entry("apiVersion")
                .ifPresentOrElse(
                        entry -> language(form, entry), () -> form.missing("apiVersion", "apiVersion: " + LANGUAGE));
        form.entry("kind")
                .ifPresentOrElse(entry -> kind(form, entry, kind), () -> form.missing("kind", "kind: " + kind));
        boolean both = form.has("apiVersion") && form.has("kind");
        if (both && !entries.get(0).key().equals("apiVersion")) {
            report(
                    form,
                    entries.get(0),
                    "`apiVersion` has to be the first field",
                    "move `apiVersion: " + LANGUAGE + "` above this line");
        } else if (both && !entries.get(1).key().equals("kind")) {
            report(
                    form,
                    entries.get(1),
                    "`kind` has to be the second field",
                    "move `kind: " + kind + "` above this line");
        }
        return root.find("kind")
                .map(entry -> !(entry.value() instanceof TextNode text)
                        || !KINDS.contains(text.text())
                        || text.text().equals(kind))
                .orElse(true);
    }

    private static void language(Form form, Entry entry) {
        if (entry.value() instanceof TextNode text && text.text().equals(LANGUAGE)) {
            return;
        }
        String written = entry.value() instanceof TextNode text
                ? text.text()
                : entry.value().words();
        form.reading()
                .report(Problem.error(
                                GrammarErrors.HEADER,
                                entry.value().place(),
                                "`" + written + "` is no language that this version reads")
                        .withHelp("write `apiVersion: " + LANGUAGE + "`"));
    }

    private static void kind(Form form, Entry entry, String kind) {
        String written = entry.value() instanceof TextNode text ? text.text() : "";
        if (written.equals(kind)) {
            return;
        }
        String statement = KINDS.contains(written)
                ? "this file is a `" + written + "`, and `" + kind + "` is expected"
                : "`" + written + "` is no kind of file";
        form.reading()
                .report(Problem.error(GrammarErrors.HEADER, entry.value().place(), statement)
                        .withHelp(NearestName.of(written, KINDS)
                                .filter(near -> !KINDS.contains(written))
                                .map(near -> "write `kind: " + near + "`")
                                .orElse("write `kind: " + kind + "`, or give the file to the command that reads it")));
    }

    private static void report(Form form, Entry entry, String statement, String help) {
        form.reading()
                .report(Problem.error(GrammarErrors.HEADER, entry.keyPlace(), statement)
                        .withHelp(help));
    }
}
