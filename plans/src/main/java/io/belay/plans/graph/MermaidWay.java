package io.belay.plans.graph;

import io.belay.plans.markup.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The way as Mermaid's flowchart, for tickets and pages that draw it. For one thread only. */
final class MermaidWay {

    private final Way way;
    private final StringBuilder out = new StringBuilder();

    MermaidWay(Way way) {
        this.way = way;
    }

    String write() {
        line("flowchart TD");
        line("    accTitle: " + label("The way of " + way.plan().name()));
        line("    accDescr: " + label(WayWords.description(way)));
        stages();
        forward();
        back();
        looks();
        return out.toString();
    }

    private void stages() {
        Stage stage = null;
        for (Stop stop : way.stops()) {
            if (stop.stage() != stage) {
                if (stage != null) {
                    line("    end");
                }
                stage = stop.stage();
                line("    subgraph " + stage.name().toLowerCase(Locale.ROOT) + "[\"" + stage.words() + "\"]");
            }
            line("        " + node(stop));
        }
        if (stage != null) {
            line("    end");
        }
    }

    private static String node(Stop stop) {
        String text = label(stop.number() + " " + stop.id())
                + (stop.inserted().isEmpty() ? "" : "<br>added by Belay")
                + (stop.touchesLive() ? "<br>touches LIVE" : "")
                + (stop.step().waypoint() ? "<br>waypoint" : "")
                + (stop.isNoReturn() ? "<br>POINT OF NO RETURN" : "")
                + (stop.rehearsedOnly() ? "<br>rehearsals only" : "");
        String name = "s" + stop.number();
        if (stop.waits()) {
            return name + "([\"" + text + "\"])";
        }
        return stop.isNoReturn() ? name + "{{\"" + text + "\"}}" : name + "[\"" + text + "\"]";
    }

    /** Steps side by side are reached from the ones before them together, and are left together. */
    private void forward() {
        List<Stop> before = List.of();
        List<Stop> together = new ArrayList<>();
        for (Stop stop : way.stops()) {
            boolean same = !together.isEmpty()
                    && !stop.group().isEmpty()
                    && together.get(0).group().equals(stop.group());
            if (!same) {
                before = together.isEmpty() ? before : List.copyOf(together);
                together.clear();
            }
            together.add(stop);
            before.forEach(from -> arrow(from, stop));
        }
        together.stream()
                .filter(Stop::promotes)
                .forEach(last -> line("    s" + last.number() + " ==>|\"CROSSING\"| new([\"new is live\"])"));
    }

    private void arrow(Stop from, Stop to) {
        line("    s" + from.number() + (from.promotes() ? " ==>|\"CROSSING\"| " : " --> ") + "s" + to.number());
    }

    private void back() {
        for (Stop stop : way.stops()) {
            way.stops().stream()
                    .filter(other -> other.id().equals(stop.restoresTo()))
                    .forEach(to -> line("    s" + stop.number() + " -. \"" + label("restore " + to.id()) + "\" .-> s"
                            + to.number()));
        }
    }

    private void looks() {
        line("    classDef live stroke-width:3px,stroke:#9a4a00");
        line("    classDef gone stroke-width:4px,stroke:#a40e26");
        for (Stop stop : way.stops()) {
            if (stop.isNoReturn()) {
                line("    class s" + stop.number() + " gone");
            } else if (stop.touchesLive()) {
                line("    class s" + stop.number() + " live");
            }
        }
    }

    /** Mermaid reads {@code #NN;} as the character of that number; nothing else of a text may mean something to it. */
    private static String label(String text) {
        StringBuilder label = new StringBuilder();
        VisibleText.line(text).codePoints().forEach(point -> {
            boolean plain = (point < 0x80 && Character.isLetterOrDigit(point)) || " -_.,:/()+@".indexOf(point) >= 0;
            if (plain || point >= 0x80) {
                label.appendCodePoint(point);
            } else {
                label.append('#').append(point).append(';');
            }
        });
        return label.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
