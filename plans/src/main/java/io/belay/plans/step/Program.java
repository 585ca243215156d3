package io.belay.plans.step;

import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Several;
import io.belay.plans.grammar.TextType;
import io.belay.plans.grammar.Unreadable;
import java.util.List;

/**
 * A program that the host's file names, and what it is given. Never a path, never a shell. Immutable.
 *
 * @param name as the host's file spells it
 */
record Program(String name, List<String> arguments) {

    private static final TextType<String> NAME = TextType.of("the name of a program", (text, path) -> {
                if (text.contains("/") || text.contains("\\")) {
                    throw new Unreadable(
                            GrammarErrors.PROGRAM_BY_PATH,
                            "a plan names programs, it does not point at them",
                            "a path",
                            "write `program: " + text.substring(text.lastIndexOf('/') + 1)
                                    + "`, and have the administrator name it under `programs` in the host's file");
                }
                return Names.NAME.parse(text, path);
            })
            .formed(Names.NAME_FORM.pattern());

    static Program read(Form form) {
        return new Program(
                form.required("program", NAME, "", "program: move-vip"),
                form.optional("arguments", Several.listOfAny(Names.text(1000)), List.of()));
    }
}
