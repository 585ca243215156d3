package io.belay.plans.fuzz;

import io.belay.plans.grammar.Outline;
import io.belay.plans.grammar.Outline.Field;
import io.belay.plans.grammar.Shape;
import io.belay.plans.schema.FileSchema;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files out of the grammar's own outline: valid by their form, or nearly so. For one thread only. */
final class FromGrammar {

    private static final Map<FileSchema, Outline> OUTLINES = new EnumMap<>(FileSchema.class);

    private final Random random;
    private final GoodFiles good;

    /** Of how many values one is wrong; none when it is 0. */
    private final int wrong;

    FromGrammar(Random random, GoodFiles good) {
        this.random = random;
        this.good = good;
        this.wrong = random.nextInt(3) == 0 ? 0 : 5 + random.nextInt(60);
    }

    String text() {
        FileSchema kind = GoodFiles.any(List.of(FileSchema.values()), random);
        Outline outline = OUTLINES.computeIfAbsent(kind, FileSchema::outline);
        StringBuilder out = new StringBuilder("apiVersion: belay/v1\nkind: " + kind.kind() + "\n");
        for (Field field : outline.fields()) {
            boolean header = field.name().equals("apiVersion") || field.name().equals("kind");
            if (!header && isWritten(field, 0, outline)) {
                out.append(name(field))
                        .append(": ")
                        .append(value(field.name(), field.shape(), 0))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private boolean isWritten(Field field, int depth, Outline around) {
        List<String> choice = around.exactlyOne().stream()
                .filter(names -> names.contains(field.name()))
                .findFirst()
                .orElse(List.of());
        if (!choice.isEmpty() && !isWrong()) {
            return choice.get(0).equals(field.name());
        }
        return field.required() ? !isWrong() : random.nextInt(3 + depth) == 0;
    }

    private boolean isWrong() {
        return wrong > 0 && random.nextInt(wrong) == 0;
    }

    private String name(Field field) {
        return isWrong() ? field.name().substring(1) + "x" : field.name();
    }

    private String value(String field, Shape shape, int depth) {
        if (isWrong()) {
            return random.nextBoolean() ? Words.any(random) : good.value(field, random);
        }
        if (shape instanceof Shape.Text text) {
            return random.nextBoolean() ? good.value(field, random) : Words.ofType(text.words(), random);
        } else if (shape instanceof Shape.Whole whole) {
            int span = Math.max(1, Math.min(20, whole.most() - whole.least()));
            return Integer.toString(whole.least() + random.nextInt(span));
        } else if (shape instanceof Shape.Words words) {
            return words.words().isEmpty() ? "x" : GoodFiles.any(words.words(), random);
        } else if (shape instanceof Shape.Truth) {
            return Boolean.toString(random.nextBoolean());
        } else if (shape instanceof Shape.WithInputs inputs) {
            return value(field, inputs.value(), depth);
        } else if (shape instanceof Shape.Either either) {
            return value(field, either.of().get(random.nextInt(either.of().size())), depth);
        } else if (shape instanceof Shape.Items items) {
            int most = field.equals("steps") ? 14 : 4;
            int count = random.nextInt(most) + (items.filled() ? 1 : 0);
            return IntStream.range(0, count)
                    .mapToObj(i -> value(field, items.item(), depth + 1))
                    .collect(Collectors.joining(", ", "[", "]"));
        } else if (shape instanceof Shape.Named named) {
            return IntStream.range(0, random.nextInt(3))
                    .mapToObj(i -> "n" + i + ": " + value(named.name(), named.value(), depth + 1))
                    .collect(Collectors.joining(", ", "{", "}"));
        } else if (shape instanceof Shape.Block block) {
            return block.outline().fields().stream()
                    .filter(inner -> isWritten(inner, depth, block.outline()))
                    .map(inner -> name(inner) + ": " + value(inner.name(), inner.shape(), depth + 1))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return "";
    }
}
