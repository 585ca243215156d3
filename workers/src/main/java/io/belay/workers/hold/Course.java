package io.belay.workers.hold;

import java.util.List;

/** What one kind of hold consists of, and what is peculiar to it. One thread, one use. */
interface Course extends AutoCloseable {

    /** Clients go on. */
    List<Part> before();

    /** In which clients wait, up to the crossing; the first one makes them wait. */
    List<Part> held();

    /** Behind the crossing, until clients go on. */
    List<Part> behind();

    /** Clients go on. What fails here is told, and nothing is undone. */
    List<Part> after();

    HoldNotes notes();

    /**
     * Ends what is still at work: it would go on under what is undone.
     *
     * @param orphaned whether it was begun by a process that is gone; else by this one
     */
    void endOrphans(boolean orphaned);

    /**
     * Whether what a hold leaves takes room worth mentioning. Then it is cleared when an undo is refused, which may have been for want of
     * room; else nothing is cleared before all is undone, so that nothing is forgotten that the undo needs.
     */
    boolean takesRoom();

    /** Called then: what was cleared is only free behind this. */
    void freeRoom();

    /** What is not as it must be behind the crossing, a sentence each. */
    List<String> wrongBehindCrossing();

    /** What the hold did, for a person. */
    Words words();

    /**
     * @param what this hold is: {@code the promotion}
     * @param again the command's word by which it is asked for once more
     * @param crossed who is live since the crossing
     * @param open what stands again behind an undo, for which clients waited
     * @param untouched the same, for which they did not
     */
    record Words(String what, String again, String crossed, String open, String untouched) {}

    /** Without effect on what clients see. */
    @Override
    void close();
}
