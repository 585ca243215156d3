package io.belay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The one form in which a command says that it could not do what was asked. Stateless. */
final class FailureReport {

    private FailureReport() {}

    static void print(CliFailure failure, boolean json, Console console) {
        if (json) {
            console.out().println(Json.text(document(failure)));
            console.out().flush();
            return;
        }
        Palette palette = console.palette();
        console.err().println(palette.bad("error[" + failure.code() + "]") + ": " + failure.what());
        line(console, "safe", failure.safe());
        String see = console.command() + " explain " + failure.code();
        line(console, "next", failure.next().equals("`" + see + "` says more") ? see : failure.next());
        line(console, "see", failure.next().contains(see) ? "" : see);
        console.err().flush();
    }

    private static void line(Console console, String label, String text) {
        if (!text.isEmpty()) {
            String indented = text.replace("\n", "\n        ");
            console.err().println("  " + console.palette().quiet(String.format("%-4s", label)) + "  " + indented);
        }
    }

    private static ObjectNode document(CliFailure failure) {
        ObjectNode document = Json.document("error");
        document.put("code", failure.code());
        document.put("what", failure.what());
        document.put("safe", failure.safe());
        document.put("next", failure.next());
        document.put("exit_code", failure.exit().number());
        return document;
    }
}
