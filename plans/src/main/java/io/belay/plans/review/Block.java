package io.belay.plans.review;

import java.util.List;

/** One piece of a section. Who writes a form of the report answers for each kind. */
sealed interface Block {

    void write(Pen pen);

    /** One form of the report. */
    interface Pen {

        void paragraph(Prose text);

        void bullets(List<Prose> items);

        void grid(Grid grid);

        void gantt(Gantt gantt);

        void way();
    }

    record Paragraph(Prose text) implements Block {
        @Override
        public void write(Pen pen) {
            pen.paragraph(text);
        }
    }

    record Bullets(List<Prose> items) implements Block {

        public Bullets {
            items = List.copyOf(items);
        }

        @Override
        public void write(Pen pen) {
            pen.bullets(items);
        }
    }

    /**
     * A table; its first column names the row.
     *
     * @param caption what it shows, for who hears it
     */
    record Grid(String caption, List<String> heads, List<Row> rows) implements Block {

        /** @param gone whether the row is about what cannot be taken back */
        record Row(List<Prose> cells, boolean gone) {

            Row {
                cells = List.copyOf(cells);
            }

            static Row of(Prose... cells) {
                return new Row(List.of(cells), false);
            }
        }

        public Grid {
            heads = List.copyOf(heads);
            rows = List.copyOf(rows);
        }

        @Override
        public void write(Pen pen) {
            pen.grid(this);
        }
    }

    record Timeline(Gantt gantt) implements Block {
        @Override
        public void write(Pen pen) {
            pen.gantt(gantt);
        }
    }

    /** The steps as a picture. */
    record Picture() implements Block {
        @Override
        public void write(Pen pen) {
            pen.way();
        }
    }
}
