package io.belay.plans.format;

import io.belay.plans.read.Written;
import io.belay.plans.read.Written.Comment;
import io.belay.plans.read.Written.Group;
import io.belay.plans.read.Written.Part;
import io.belay.plans.read.Written.Scalar;
import io.belay.plans.read.Written.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is written, in the normal form: fields in order, a step without options as a bare word, double quotes. Texts stay as
 * their author spelt them: the hash has its own spelling, and {@code 90s} says the same as {@code 1m30s}. Stateless.
 */
final class NormalForm {

    private NormalForm() {}

    /** Where the file begins in {@link KeyOrder}. */
    static String root(Written.File file) {
        String kind = file.root().value() instanceof Group group
                ? group.find("kind")
                        .map(value -> value instanceof Scalar text ? text.text() : "")
                        .orElse("")
                : "";
        return KeyOrder.root(kind);
    }

    static Written.File of(Written.File file) {
        Part root = file.root();
        return new Written.File(root.withValue(value(root.value(), root(file))), file.foot());
    }

    private static Written value(Written value, String path) {
        return value instanceof Group group ? group(group, path) : quoted((Scalar) value);
    }

    private static Group group(Group group, String path) {
        List<Part> parts = new ArrayList<>();
        for (Part part : group.parts()) {
            String below =
                    part.key().map(key -> KeyOrder.below(path, key.text())).orElse(path);
            Part written = new Part(
                    part.blankBefore(),
                    part.above(),
                    part.key().map(NormalForm::quoted),
                    part.opening(),
                    value(part.value(), below),
                    part.behind());
            parts.add(!group.mapping() && path.equals("step") ? unbraced(bare(written)) : written);
        }
        boolean words = parts.stream().allMatch(part -> part.value() instanceof Scalar);
        if (!group.mapping() && path.equals("step") && !words) {
            return new Group(false, false, parts, group.foot());
        }
        if (group.mapping() && KeyOrder.knows(path)) {
            parts.sort(Comparator.comparingInt(
                    part -> KeyOrder.rank(path, part.key().map(Scalar::text).orElse(""))));
            if (path.equals("step")) {
                parts.replaceAll(NormalForm::braced);
            }
        }
        return group.withParts(parts);
    }

    /** {@code - clone: {}} becomes {@code - clone}. */
    private static Part bare(Part step) {
        if (!(step.value() instanceof Group group)
                || !group.mapping()
                || group.parts().size() != 1) {
            return step;
        }
        Part only = group.parts().get(0);
        Scalar kind = only.key().orElseThrow();
        if (!KeyOrder.isKind(kind.text()) || !isWithoutFields(only.value())) {
            return step;
        }
        List<Comment> above = new ArrayList<>(step.above());
        above.addAll(only.above());
        if (only.value() instanceof Group options) {
            above.addAll(options.foot());
        }
        above.addAll(group.foot());
        List<String> behind = Stream.of(only.opening(), only.behind(), step.behind())
                .filter(text -> !text.isEmpty())
                .toList();
        behind.stream().skip(1).map(text -> new Comment(text, false)).forEach(above::add);
        return new Part(
                step.blankBefore(),
                above,
                Optional.empty(),
                "",
                kind,
                behind.stream().findFirst().orElse(""));
    }

    /** {@code - {clone: {of: x}}} becomes {@code - clone: {of: x}}. */
    private static Part unbraced(Part step) {
        return step.value() instanceof Group fields
                        && fields.mapping()
                        && fields.parts().size() == 1
                ? step.withValue(new Group(true, false, fields.parts(), fields.foot()))
                : step;
    }

    /** Beside other fields a kind without options is written {@code verify: {}}. */
    private static Part braced(Part field) {
        boolean kind = field.key().map(Scalar::text).filter(KeyOrder::isKind).isPresent();
        boolean empty = field.value() instanceof Scalar text && text.isEmpty();
        return kind && empty ? field.withValue(new Group(true, true, List.of(), List.of())) : field;
    }

    private static boolean isWithoutFields(Written value) {
        return value instanceof Group group ? group.mapping() && group.parts().isEmpty() : ((Scalar) value).isEmpty();
    }

    /** Single quotes become double ones where nothing within them would have to be escaped. */
    private static Scalar quoted(Scalar text) {
        boolean plain = text.text().codePoints().allMatch(point -> point >= ' ' && point != '"' && point != '\\');
        if (text.style() != Style.SINGLE_QUOTED || text.lines().size() != 1 || !plain) {
            return text;
        }
        return new Scalar(text.text(), Style.DOUBLE_QUOTED, List.of('"' + text.text() + '"'), text.place());
    }
}
