package io.belay.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Aligned columns. When the terminal is too narrow, the columns marked as droppable go, the last one first; what is left
 * is never cut, so that names can be copied. For one thread.
 */
final class Table {

    private static final String GAP = "  ";

    private record Column(String heading, boolean droppable, boolean rightAligned) {}

    /** @param paint colours the padded cell, so that colours never disturb the alignment */
    record Cell(String text, UnaryOperator<String> paint) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();

    Table column(String heading) {
        columns.add(new Column(heading, false, false));
        return this;
    }

    Table number(String heading) {
        columns.add(new Column(heading, false, true));
        return this;
    }

    Table droppable(String heading) {
        columns.add(new Column(heading, true, false));
        return this;
    }

    static Cell cell(String text) {
        return new Cell(text, UnaryOperator.identity());
    }

    static Cell cell(String text, UnaryOperator<String> paint) {
        return new Cell(text, paint);
    }

    Table row(String... cells) {
        List<Cell> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(cell(cell));
        }
        return row(row);
    }

    Table row(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    List<String> lines(int width, Palette palette) {
        List<Integer> shown = fitting(width);
        List<String> lines = new ArrayList<>();
        List<Cell> headings = columns.stream()
                .map(column -> cell(column.heading(), palette::quiet))
                .toList();
        lines.add(line(headings, shown));
        rows.forEach(row -> lines.add(line(row, shown)));
        return lines;
    }

    private List<Integer> fitting(int width) {
        List<Integer> shown = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            shown.add(index);
        }
        for (int index = columns.size() - 1; index >= 0 && total(shown) > width; index--) {
            if (columns.get(index).droppable()) {
                shown.remove(Integer.valueOf(index));
            }
        }
        return shown;
    }

    private int total(List<Integer> shown) {
        return shown.stream().mapToInt(this::widthOf).sum() + GAP.length() * (shown.size() - 1);
    }

    private int widthOf(int column) {
        int widest = columns.get(column).heading().length();
        for (List<Cell> row : rows) {
            widest = Math.max(widest, row.get(column).text().length());
        }
        return widest;
    }

    private String line(List<Cell> row, List<Integer> shown) {
        StringBuilder line = new StringBuilder();
        for (int position = 0; position < shown.size(); position++) {
            int index = shown.get(position);
            Cell cell = row.get(index);
            String padding = " ".repeat(widthOf(index) - cell.text().length());
            String text = cell.paint().apply(cell.text());
            line.append(position == 0 ? "" : GAP);
            if (columns.get(index).rightAligned()) {
                line.append(padding).append(text);
            } else {
                line.append(text).append(position == shown.size() - 1 ? "" : padding);
            }
        }
        return line.toString().stripTrailing();
    }
}
