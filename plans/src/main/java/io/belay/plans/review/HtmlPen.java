package io.belay.plans.review;

import io.belay.plans.graph.Way;
import io.belay.plans.graph.WayPicture;
import io.belay.plans.markup.Markup;
import io.belay.plans.review.Block.Grid;
import java.util.List;
import java.util.function.Supplier;

/** Writes blocks as HTML. For one thread only. */
final class HtmlPen implements Block.Pen {

    private final Markup out;
    private final Supplier<Markup> picture;

    HtmlPen(Markup out, Way way) {
        this(out, () -> new WayPicture(way).inPage());
    }

    /** @param picture of the plan's way, for reports that show one */
    HtmlPen(Markup out, Supplier<Markup> picture) {
        this.out = out;
        this.picture = picture;
    }

    void glance(List<Glance.Answer> answers) {
        out.open("section", "class", "glance", "aria-labelledby", "glance").line();
        out.leaf("h2", "At a glance", "id", "glance").line().open("dl").line();
        for (Glance.Answer answer : answers) {
            out.open("div", "class", answer.gone() ? "answer gone" : "answer");
            out.leaf("dt", answer.question());
            out.open("dd").open("p", "class", "short");
            inline(answer.headline());
            out.close().open("p", "class", "long");
            inline(answer.detail());
            out.close().close().close().line();
        }
        out.close().line().close().line();
    }

    @Override
    public void paragraph(Prose text) {
        out.open("p");
        inline(text);
        out.close().line();
    }

    @Override
    public void bullets(List<Prose> items) {
        out.open("ul").line();
        for (Prose item : items) {
            out.open("li");
            inline(item);
            out.close().line();
        }
        out.close().line();
    }

    /** Roles are written out because narrow screens show rows as cards, and browsers then forget that it is a table. */
    @Override
    public void grid(Grid grid) {
        out.open("table", "role", "table", "class", "columns-" + grid.heads().size())
                .line();
        out.leaf("caption", grid.caption()).line();
        out.open("thead", "role", "rowgroup").open("tr", "role", "row");
        grid.heads().forEach(head -> out.leaf("th", head, "scope", "col", "role", "columnheader"));
        out.close().close().line().open("tbody", "role", "rowgroup").line();
        for (Grid.Row row : grid.rows()) {
            out.open("tr", "role", "row", "class", row.gone() ? "gone" : "plain");
            for (int i = 0; i < row.cells().size(); i++) {
                cell(grid.heads().get(i), row.cells().get(i), i == 0);
            }
            out.close().line();
        }
        out.close().close().line();
    }

    private void cell(String head, Prose text, boolean first) {
        if (first) {
            out.open("th", "scope", "row", "role", "rowheader", "data-head", head);
        } else {
            out.open("td", "role", "cell", "data-head", head);
        }
        out.open("div");
        inline(text);
        out.close().close();
    }

    @Override
    public void gantt(Gantt gantt) {
        figure("Rehearsed length of each step", new GanttPicture(gantt).write());
    }

    @Override
    public void way() {
        figure("The way of the plan", picture.get());
    }

    /** Wider than a small screen: it scrolls by itself, with the keyboard too. */
    private void figure(String label, Markup picture) {
        out.open("div", "class", "wide", "role", "region", "aria-label", label, "tabindex", "0")
                .line()
                .add(picture)
                .line()
                .close()
                .line();
    }

    void inline(Prose text) {
        for (Prose.Piece piece : text.pieces()) {
            switch (piece.mark()) {
                case PLAIN -> out.text(piece.text());
                case STRONG -> out.leaf("strong", piece.text());
                case CODE -> out.leaf("code", piece.text());
                case QUOTED -> out.leaf("bdi", piece.text());
                case UNKNOWN -> out.leaf("em", piece.text(), "class", "unknown");
                case NO_RETURN -> out.leaf("strong", piece.text(), "class", "no-return");
            }
        }
    }
}
