package io.belay.lab;

import java.util.Map;

/**
 * What a lab shall consist of. Immutable.
 *
 * @param volumeBytes size of the file system; the file behind it is sparse
 * @param scale of the profile, at least 1
 * @param ownPrograms whether the majors are copied into the lab, so that they may be changed
 * @param settings of the live server, added to the usual ones
 */
public record LabWish(
        int liveMajor,
        int targetMajor,
        LoopVolume.Kind volume,
        long volumeBytes,
        Profile profile,
        int scale,
        boolean pooler,
        boolean temporal,
        boolean ownPrograms,
        Map<String, String> settings) {

    private static final long USUAL_VOLUME = 8L << 30;

    public LabWish {
        settings = Map.copyOf(settings);
    }

    /** What the quickstart shows: 13 to 17 on btrfs, with pooler and Temporal. */
    public static LabWish usual() {
        return new LabWish(13, 17, LoopVolume.Kind.BTRFS, USUAL_VOLUME, Profile.ORDERS, 1, true, true, false, Map.of());
    }

    public LabWish on(LoopVolume.Kind newVolume) {
        return new LabWish(
                liveMajor,
                targetMajor,
                newVolume,
                volumeBytes,
                profile,
                scale,
                pooler,
                temporal,
                ownPrograms,
                settings);
    }

    public LabWish with(Profile newProfile, int newScale) {
        return new LabWish(
                liveMajor,
                targetMajor,
                volume,
                volumeBytes,
                newProfile,
                newScale,
                pooler,
                temporal,
                ownPrograms,
                settings);
    }

    public LabWish from(int newLiveMajor, int newTargetMajor) {
        return new LabWish(
                newLiveMajor,
                newTargetMajor,
                volume,
                volumeBytes,
                profile,
                scale,
                pooler,
                temporal,
                ownPrograms,
                settings);
    }

    public LabWish withoutPooler() {
        return new LabWish(
                liveMajor, targetMajor, volume, volumeBytes, profile, scale, false, temporal, ownPrograms, settings);
    }

    /** For tests of single activities. */
    public LabWish withoutTemporal() {
        return new LabWish(
                liveMajor, targetMajor, volume, volumeBytes, profile, scale, pooler, false, ownPrograms, settings);
    }

    /** For example {@code log_statement=all}. */
    public LabWish withSettings(Map<String, String> newSettings) {
        return new LabWish(
                liveMajor,
                targetMajor,
                volume,
                volumeBytes,
                profile,
                scale,
                pooler,
                temporal,
                ownPrograms,
                newSettings);
    }

    /** Copies of both majors, for tests that add to them or take from them. */
    public LabWish withOwnPrograms() {
        return new LabWish(
                liveMajor, targetMajor, volume, volumeBytes, profile, scale, pooler, temporal, true, settings);
    }
}
