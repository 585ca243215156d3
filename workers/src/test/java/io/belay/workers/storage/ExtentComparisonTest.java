package io.belay.workers.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.posix.FileExtents.Extent;
import io.belay.workers.storage.ExtentComparison.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtentComparisonTest {

    private static final long K = 1024;
    private static final int SHARED_FLAG = 0x2000;
    private static final int LAST = 0x1;
    private static final int UNWRITTEN = 0x800;

    @Test
    void the_same_places_prove_everything_whatever_is_shared_or_last() {
        assertThat(ExtentComparison.unproven(
                        List.of(extent(0, 100, 8, SHARED_FLAG), extent(8, 300, 8, LAST)),
                        List.of(extent(0, 100, 8, 0), extent(8, 300, 8, LAST | SHARED_FLAG)),
                        16 * K))
                .isEmpty();
    }

    @Test
    void neighbours_joined_on_one_side_only_are_the_same() {
        assertThat(ExtentComparison.unproven(
                        List.of(extent(0, 100, 16, 0)), List.of(extent(0, 100, 8, 0), extent(8, 108, 8, 0)), 16 * K))
                .isEmpty();
    }

    @Test
    void another_place_leaves_exactly_its_range() {
        assertThat(ExtentComparison.unproven(
                        List.of(extent(0, 100, 16, 0)),
                        List.of(extent(0, 100, 4, 0), extent(4, 900, 4, 0), extent(8, 108, 8, 0)),
                        16 * K))
                .containsExactly(new Range(4 * K, 8 * K));
    }

    @Test
    void unproven_neighbours_are_one_range_and_end_with_the_file() {
        assertThat(ExtentComparison.unproven(
                        List.of(extent(0, 100, 16, 0)), List.of(extent(0, 500, 8, 0), extent(8, 700, 8, 0)), 13 * K))
                .containsExactly(new Range(0, 13 * K));
    }

    @Test
    void two_holes_are_the_same_and_a_hole_against_data_is_not() {
        assertThat(ExtentComparison.unproven(List.of(extent(0, 100, 4, 0)), List.of(extent(0, 100, 4, 0)), 64 * K))
                .isEmpty();
        assertThat(ExtentComparison.unproven(
                        List.of(extent(0, 100, 4, 0), extent(8, 200, 4, 0)), List.of(extent(0, 100, 4, 0)), 64 * K))
                .containsExactly(new Range(8 * K, 12 * K));
    }

    @Test
    void written_and_unwritten_at_the_same_place_are_not_the_same() {
        assertThat(ExtentComparison.unproven(
                        List.of(extent(0, 100, 4, UNWRITTEN)), List.of(extent(0, 100, 4, 0)), 4 * K))
                .containsExactly(new Range(0, 4 * K));
        assertThat(ExtentComparison.unproven(
                        List.of(extent(0, 100, 4, UNWRITTEN)), List.of(extent(0, 100, 4, UNWRITTEN)), 4 * K))
                .isEmpty();
    }

    @Test
    void without_any_extent_nothing_is_proven() {
        assertThat(ExtentComparison.unproven(List.of(), List.of(), 10)).containsExactly(new Range(0, 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x2, 0x4, 0x8, 0x80, 0x100, 0x200, 0x400})
    void unknown_delayed_encoded_encrypted_unaligned_inline_and_tail_prove_nothing(int flag) {
        assertThat(ExtentComparison.unproven(List.of(extent(0, 100, 4, flag)), List.of(extent(0, 100, 4, flag)), 4 * K))
                .containsExactly(new Range(0, 4 * K));
    }

    @Test
    void agrees_block_by_block_with_a_plain_comparison_of_random_maps() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            int blocks = 1 + random.nextInt(40);
            long[] left = blocks(random, blocks);
            long[] right = left.clone();
            for (int i = 0; i < random.nextInt(6); i++) {
                right[random.nextInt(blocks)] = random.nextInt(4) * 50L;
            }
            List<Extent> one = extents(random, left);
            List<Extent> other = extents(random, right);
            if (one.isEmpty() || other.isEmpty()) {
                continue;
            }
            boolean[] unproven = new boolean[blocks];
            ExtentComparison.unproven(one, other, blocks * K)
                    .forEach(range ->
                            java.util.Arrays.fill(unproven, (int) (range.from() / K), (int) (range.to() / K), true));
            for (int block = 0; block < blocks; block++) {
                assertThat(unproven[block])
                        .as("seed %s round %s block %s", seed, round, block)
                        .isEqualTo(left[block] != right[block]);
            }
        }
    }

    /** Per block the place where it lies, 0 for a hole. */
    private static long[] blocks(Random random, int count) {
        long[] blocks = new long[count];
        long place = 1;
        for (int i = 0; i < count; i++) {
            place = random.nextInt(3) == 0 ? 1 + random.nextInt(1000) : place + 1;
            blocks[i] = random.nextInt(5) == 0 ? 0 : place;
        }
        return blocks;
    }

    /** Joins neighbours or not, as it pleases. */
    private static List<Extent> extents(Random random, long[] blocks) {
        List<Extent> extents = new ArrayList<>();
        for (int i = 0; i < blocks.length; i++) {
            if (blocks[i] == 0) {
                continue;
            }
            int last = extents.size() - 1;
            boolean joins = last >= 0
                    && extents.get(last).end() == i * K
                    && extents.get(last).physical() + extents.get(last).length() == blocks[i] * K
                    && random.nextBoolean();
            if (joins) {
                Extent before = extents.get(last);
                extents.set(last, new Extent(before.logical(), before.physical(), before.length() + K, 0));
            } else {
                extents.add(new Extent(i * K, blocks[i] * K, K, 0));
            }
        }
        return extents;
    }

    private static Extent extent(long logical, long physical, long length, int flags) {
        return new Extent(logical * K, physical * K, length * K, flags);
    }
}
