package io.belay.plans.format;

import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.Written;
import io.belay.plans.read.Written.Group;
import io.belay.plans.read.Written.Part;
import io.belay.plans.read.Written.Scalar;
import io.belay.plans.read.Written.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the hash beside each file whose content is bound by one: {@code include} of a step, {@code plan} of a fleet. */
final class Pinning {

    static final String HASH = "sha256";

    private static final String FILE = "file";

    private final Pins pins;
    private boolean complete = true;

    private Pinning(Pins pins) {
        this.pins = pins;
    }

    /** Empty when a file could not be read. */
    static Optional<Written.File> pin(Written.File file, Pins pins) {
        if (pins == Pins.NONE || !(file.root().value() instanceof Group root)) {
            return Optional.of(file);
        }
        boolean fleet = root.find("kind")
                .filter(kind -> kind instanceof Scalar text && text.text().equals("FleetPlan"))
                .isPresent();
        Pinning pinning = new Pinning(pins);
        List<Part> parts = new ArrayList<>();
        for (Part part : root.parts()) {
            boolean plan = fleet && part.isKeyed("plan");
            parts.add(plan ? pinning.pinned(part) : part.isKeyed("steps") ? pinning.steps(part) : part);
        }
        return pinning.complete
                ? Optional.of(new Written.File(file.root().withValue(root.withParts(parts)), file.foot()))
                : Optional.empty();
    }

    private Part steps(Part part) {
        if (!(part.value() instanceof Group list)) {
            return part;
        }
        List<Part> steps = list.parts().stream()
                .map(step -> step.value() instanceof Group fields
                        ? step.withValue(fields.withParts(
                                fields.parts().stream().map(this::field).toList()))
                        : step)
                .toList();
        return part.withValue(list.withParts(steps));
    }

    private Part field(Part field) {
        return field.isKeyed("include") ? pinned(field) : field;
    }

    private Part pinned(Part part) {
        if (!(part.value() instanceof Group fields) || !(fields.find(FILE).orElse(null) instanceof Scalar file)) {
            return part;
        }
        Optional<String> hash = pins.hash(file.text(), file.place());
        complete &= hash.isPresent();
        return hash.map(found -> part.withValue(fields.withParts(with(fields, found, file.place()))))
                .orElse(part);
    }

    private static List<Part> with(Group fields, String hash, SourcePlace place) {
        Scalar written = new Scalar(hash, Style.PLAIN, List.of(hash), place);
        List<Part> parts = new ArrayList<>();
        boolean known = fields.find(HASH).isPresent();
        for (Part part : fields.parts()) {
            parts.add(part.isKeyed(HASH) ? part.withValue(written) : part);
            if (!known && part.isKeyed(FILE)) {
                Scalar key = new Scalar(HASH, Style.PLAIN, List.of(HASH), place);
                parts.add(new Part(false, List.of(), Optional.of(key), "", written, ""));
            }
        }
        return parts;
    }
}
