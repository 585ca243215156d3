package io.belay.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands under their headings; commands that name no heading come last. Stateless. */
final class GroupedCommands implements IHelpSectionRenderer {

    @Override
    public String render(Help help) {
        Map<CommandGroup.Heading, List<String>> groups = new EnumMap<>(CommandGroup.Heading.class);
        int widest = help.subcommands().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        help.subcommands().forEach((name, command) -> {
            CommandGroup group = command.commandSpec().userObject().getClass().getAnnotation(CommandGroup.class);
            CommandGroup.Heading heading = group == null ? CommandGroup.Heading.HELP : group.value();
            String[] description = command.commandSpec().usageMessage().description();
            String line = "  " + help.colorScheme().commandText(name) + " ".repeat(widest - name.length() + 2)
                    + (description.length == 0 ? "" : description[0]);
            int width = command.commandSpec().usageMessage().width();
            groups.computeIfAbsent(heading, any -> new ArrayList<>())
                    .add(Fold.at(line.stripTrailing(), width, " ".repeat(widest + 4)));
        });
        StringBuilder text = new StringBuilder();
        groups.forEach((heading, lines) -> {
            text.append(String.format("%n")).append(heading.text()).append(':').append(String.format("%n"));
            lines.forEach(line -> text.append(line).append(String.format("%n")));
        });
        return text.toString();
    }
}
