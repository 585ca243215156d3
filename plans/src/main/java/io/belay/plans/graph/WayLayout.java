package io.belay.plans.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each step stands in the picture: columns from left to right, broken into rows of about the same length; steps that run side by
 * side share a column of double width, one below the other. Immutable.
 */
final class WayLayout {

    static final int WIDTH = 1200;
    static final int GAP = 10;

    /** From the top of a row to its line. */
    static final int RAIL = 80;

    /** Between two steps that run side by side. */
    static final int LANE = 40;

    private static final int ROW = 178;
    private static final int MOST_SLOTS = 10;

    /**
     * @param left where its column begins
     * @param right where its column ends
     * @param rail height of the line that runs through its row
     * @param beside whether it shares the column with others; its name then stands to its right
     */
    record Spot(Stop stop, int row, int left, int right, int rail, int x, int y, boolean beside) {}

    /** Steps that share a column: one, or the members of a group. */
    record Column(List<Stop> stops) {

        int slots() {
            return stops.size() > 1 ? 2 : 1;
        }
    }

    private final List<Spot> spots = new ArrayList<>();
    private final List<Integer> tops = new ArrayList<>();
    private final List<Integer> heights = new ArrayList<>();

    WayLayout(List<Stop> stops) {
        List<Column> columns = columns(stops);
        int slots = columns.stream().mapToInt(Column::slots).sum();
        int rows = Math.max(1, (slots + MOST_SLOTS - 1) / MOST_SLOTS);
        int perRow = Math.max(1, (slots + rows - 1) / rows);
        List<Column> row = new ArrayList<>();
        int used = 0;
        int top = 0;
        for (Column column : columns) {
            if (used > 0 && used + column.slots() > Math.max(perRow, 2)) {
                top = place(row, perRow, top);
                row.clear();
                used = 0;
            }
            row.add(column);
            used += column.slots();
        }
        place(row, perRow, top);
    }

    List<Spot> spots() {
        return List.copyOf(spots);
    }

    int top(int row) {
        return tops.get(row);
    }

    int height(int row) {
        return heights.get(row);
    }

    int rows() {
        return tops.size();
    }

    int total() {
        return tops.isEmpty() ? ROW : tops.get(rows() - 1) + heights.get(rows() - 1);
    }

    private static List<Column> columns(List<Stop> stops) {
        List<Column> columns = new ArrayList<>();
        List<Stop> together = new ArrayList<>();
        for (Stop stop : stops) {
            boolean same = !together.isEmpty()
                    && !stop.group().isEmpty()
                    && together.get(0).group().equals(stop.group());
            if (!same && !together.isEmpty()) {
                columns.add(new Column(List.copyOf(together)));
                together.clear();
            }
            together.add(stop);
        }
        if (!together.isEmpty()) {
            columns.add(new Column(List.copyOf(together)));
        }
        return columns;
    }

    /** @return where the next row begins */
    private int place(List<Column> row, int perRow, int top) {
        int slots = Math.max(perRow, row.stream().mapToInt(Column::slots).sum());
        int slot = WIDTH / Math.max(1, slots);
        int lanes = row.stream().mapToInt(column -> column.stops().size()).max().orElse(1);
        int rail = top + RAIL;
        int left = 0;
        for (Column column : row) {
            int right = left + slot * column.slots();
            boolean beside = column.stops().size() > 1;
            int x = beside ? left + slot / 2 : (left + right) / 2;
            for (int i = 0; i < column.stops().size(); i++) {
                spots.add(new Spot(column.stops().get(i), tops.size(), left, right, rail, x, rail + i * LANE, beside));
            }
            left = right;
        }
        tops.add(top);
        // Steps side by side hang in the room in which others have their waypoints.
        int height = Math.max(ROW, RAIL + lanes * LANE);
        heights.add(height);
        return top + height + GAP;
    }
}
