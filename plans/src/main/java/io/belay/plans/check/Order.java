package io.belay.plans.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.problem.SourcePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of one kind of run in their order, and what stands before or behind a step. Immutable. */
record Order(List<Step> steps) {

    List<Step> all(Role role) {
        return steps.stream().filter(step -> step.is(role)).toList();
    }

    List<Step> before(Step step) {
        return steps.subList(0, indexOf(step));
    }

    List<Step> behind(Step step) {
        return steps.subList(indexOf(step) + 1, steps.size());
    }

    private int indexOf(Step step) {
        int index = 0;
        while (!steps.get(index).isSameAs(step)) {
            index++;
        }
        return index;
    }

    boolean has(Role role, Step before) {
        return before(before).stream().anyMatch(step -> step.is(role));
    }

    static Optional<Step> last(List<Step> steps, Role role) {
        return steps.stream().filter(step -> step.is(role)).reduce((first, second) -> second);
    }

    /** The items of a list; empty for a word in its place. */
    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** The line of a step for who reads of another one: an included list is another file. */
    static String line(Step step, Step readFrom) {
        SourcePlace place = step.place();
        boolean same = place.file().equals(readFrom.place().file());
        return "line " + place.line() + (same ? "" : " of `" + place.file() + "`");
    }

    /** The step itself may begin above that line, with its id, and end below. */
    static String above(Step step, String text) {
        return above(step, step, text);
    }

    static String above(Step step, Step readFrom, String text) {
        return step.inFlow()
                ? "write before `" + step.id() + "` in " + line(step, readFrom) + ": `" + flow(text) + ",`"
                : "write above the step in " + line(step, readFrom) + ": `" + item(step, text) + "`";
    }

    static String below(Step step, Step readFrom, String text) {
        return step.inFlow()
                ? "write behind `" + step.id() + "` in " + line(step, readFrom) + ": `, " + flow(text) + "`"
                : "write below the step in " + line(step, readFrom) + ": `" + item(step, text) + "`";
    }

    /** Below the step that the message is about. */
    static String belowIt(Step step, String text) {
        return step.inFlow() ? "write behind it: `, " + flow(text) + "`" : "write below it: `" + item(step, text) + "`";
    }

    /** The first is to stand before the second. */
    static String moveAbove(Step step, Step other, Step readFrom) {
        return inOneLine(step, other)
                ? "move `" + step.id() + "` before `" + other.id() + "`"
                : "move " + line(step, readFrom) + " above " + line(other, readFrom);
    }

    static String moveBelow(Step step, Step other, Step readFrom) {
        return inOneLine(step, other)
                ? "move `" + step.id() + "` behind `" + other.id() + "`"
                : "move " + line(step, readFrom) + " below " + line(other, readFrom);
    }

    private static boolean inOneLine(Step step, Step other) {
        return step.place().line() == other.place().line()
                && step.place().file().equals(other.place().file());
    }

    /** An item as it would stand in the list of that step: many indent lists by nothing, or by four. */
    static String item(Step beside, String text) {
        if (beside.inFlow()) {
            return flow(text);
        }
        int column = beside.place().column();
        boolean atMargin = column == 3 || column == 4;
        boolean byFour = column == 7 || column == 8;
        return (atMargin ? "" : byFour ? "    " : "  ") + "- " + text;
    }

    /** Within brackets a step with fields has braces. */
    private static String flow(String text) {
        return text.contains(": ") && !text.startsWith("{") ? "{" + text + "}" : text;
    }
}
