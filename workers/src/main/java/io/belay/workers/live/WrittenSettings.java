package io.belay.workers.live;

import java.util.Map;
import java.util.stream.Collectors;

/** Live's settings as its files have them: for judging live by an image of it, whose server runs with others. Stateless. */
public final class WrittenSettings {

    private WrittenSettings() {}

    /**
     * @return by name, what holds of what is written; nothing for what is not
     * @throws LiveFailure {@code BLY-3670} when they cannot be read
     */
    public static Map<String, String> of(DressRequest request) {
        return LiveConfiguration.read(new LiveFiles(request)).effective().values().stream()
                .collect(Collectors.toMap(Placed::name, Placed::value, (earlier, later) -> later));
    }
}
