package io.belay.plans.diff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which of the common members of two lists have to be moved to turn the order of one into that of the other. Stateless. */
final class StepOrder {

    private StepOrder() {}

    /** As few as possible; the one list without those that are gone, the other without those that came. */
    static List<String> moved(List<String> before, List<String> after) {
        List<String> moved = new ArrayList<>(after);
        moved.removeAll(longestCommon(before, after));
        return moved;
    }

    private static List<String> longestCommon(List<String> left, List<String> right) {
        int[][] length = new int[left.size() + 1][right.size() + 1];
        for (int i = 1; i <= left.size(); i++) {
            for (int j = 1; j <= right.size(); j++) {
                boolean same = left.get(i - 1).equals(right.get(j - 1));
                length[i][j] = same ? length[i - 1][j - 1] + 1 : Math.max(length[i - 1][j], length[i][j - 1]);
            }
        }
        List<String> common = new ArrayList<>();
        int i = left.size();
        int j = right.size();
        while (i > 0 && j > 0) {
            if (left.get(i - 1).equals(right.get(j - 1))) {
                common.add(left.get(i - 1));
                i--;
                j--;
            } else if (length[i - 1][j] >= length[i][j - 1]) {
                i--;
            } else {
                j--;
            }
        }
        Collections.reverse(common);
        return common;
    }
}
