package io.belay.plans.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

    @Test
    void the_same_text_has_no_difference() {
        assertThat(UnifiedDiff.of("x", List.of("a"), List.of("a"))).isEmpty();
    }

    @Test
    void changes_that_are_near_share_a_hunk_and_far_ones_have_their_own() {
        List<String> before = new ArrayList<>(
                IntStream.rangeClosed(1, 30).mapToObj(Integer::toString).toList());
        List<String> after = new ArrayList<>(before);
        after.set(1, "two");
        after.remove("5");
        after.add("31");

        assertThat(UnifiedDiff.of("x", before, after))
                .containsExactly(
                        "--- x",
                        "+++ x (normal form)",
                        "@@ -1,8 +1,7 @@",
                        " 1",
                        "-2",
                        "+two",
                        " 3",
                        " 4",
                        "-5",
                        " 6",
                        " 7",
                        " 8",
                        "@@ -28,3 +27,4 @@",
                        " 28",
                        " 29",
                        " 30",
                        "+31");
    }

    @Test
    void applying_it_to_the_old_text_gives_the_new_one() {
        Random random = new Random(4);
        for (int round = 0; round < 200; round++) {
            List<String> before = words(random);
            List<String> after = words(random);

            assertThat(applied(UnifiedDiff.of("x", before, after), before)).isEqualTo(after);
        }
    }

    private static List<String> words(Random random) {
        return random.ints(random.nextInt(40), 0, 6).mapToObj(Integer::toString).toList();
    }

    private static List<String> applied(List<String> diff, List<String> before) {
        if (diff.isEmpty()) {
            return before;
        }
        List<String> after = new ArrayList<>();
        int next = 0;
        for (String line : diff.subList(2, diff.size())) {
            if (line.startsWith("@@")) {
                String[] range =
                        line.substring("@@ -".length(), line.indexOf(" +")).split(",", -1);
                boolean nothing = range.length == 2 && range[1].equals("0");
                int first = Integer.parseInt(range[0]) - (nothing ? 0 : 1);
                after.addAll(before.subList(next, first));
                next = first;
            } else if (line.startsWith("+")) {
                after.add(line.substring(1));
            } else {
                assertThat(before.get(next++)).isEqualTo(line.substring(1));
                if (line.startsWith(" ")) {
                    after.add(line.substring(1));
                }
            }
        }
        after.addAll(before.subList(next, before.size()));
        return after;
    }
}
