package io.belay.plans.fuzz;

import java.util.Map;
import java.util.Random;

/**
 * One text, made of its seed alone. Immutable.
 *
 * @param small whether it is a good file with a small change
 * @param inputs values from the command line, as a plan may ask for them
 */
record FuzzInput(long seed, String text, boolean small, Map<String, String> inputs) {

    static FuzzInput of(long seed, GoodFiles good) {
        // Seeds that follow one another give numbers that do, too, unless they are stirred.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        int way = random.nextInt(10);
        String text;
        if (way < 3) {
            return small(seed, random, good);
        } else if (way < 7) {
            text = new Mutations(random, good).of(good.any(random));
        } else if (way < 8) {
            text = new RandomYaml(random).text();
        } else {
            String made = new FromGrammar(random, good).text();
            text = random.nextInt(4) == 0 ? new Mutations(random, good).of(made) : made;
        }
        return new FuzzInput(seed, text, false, random.nextBoolean() ? Map.of() : Map.of("cluster", "db1/orders"));
    }

    private static FuzzInput small(long seed, Random random, GoodFiles good) {
        String text = good.plan(random);
        Map<String, String> inputs = text.contains("inputs.cluster") ? Map.of("cluster", "db1/orders") : Map.of();
        return new FuzzInput(seed, new SmallChanges(random, good).of(text), true, inputs);
    }
}
