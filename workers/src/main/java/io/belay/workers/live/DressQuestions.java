package io.belay.workers.live;

import io.belay.workers.postgres.Installation;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** How the target is asked whether it takes live's settings: what {@link ProductionDress#plan} starts. Pure. */
public final class DressQuestions {

    private DressQuestions() {}

    /**
     * About all settings at once; again without those that it refused.
     *
     * @param number of the folder that holds them while they are asked about
     */
    public static List<String> all(Installation target, Path transcripts, String number) {
        return TargetCheck.arguments(target.program("postgres"), TargetCheck.folder(transcripts, number), List.of());
    }

    /** About one of {@link #askedAlone}, when live's files have it. */
    public static List<String> alone(
            Installation target, Path transcripts, String number, String setting, String value) {
        return TargetCheck.arguments(
                target.program("postgres"), TargetCheck.folder(transcripts, number), TargetCheck.said(setting, value));
    }

    /** Sorted. */
    public static List<String> askedAlone() {
        return List.copyOf(new TreeSet<>(TargetCheck.OF_MESSAGES));
    }
}
