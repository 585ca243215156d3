package io.belay.workers.storage;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** What this room reports. */
public final class StorageErrors {

    /** The data directory does not lie in a subvolume of its own. */
    public static final ErrorCode NO_OWN_SUBVOLUME = new ErrorCode(3201, Fault.ENVIRONMENT);

    /** The dataset contains the place. */
    public static final ErrorCode CONTAINS_PLACE = new ErrorCode(3202, Fault.ENVIRONMENT);

    /** A nested subvolume or a mount lies inside what is to be snapshotted. */
    public static final ErrorCode NESTED = new ErrorCode(3203, Fault.ENVIRONMENT);

    /** A link of the data directory leaves the dataset. */
    public static final ErrorCode LINK_LEAVES = new ErrorCode(3204, Fault.ENVIRONMENT);

    /** The place lies on another file system than the dataset. */
    public static final ErrorCode OTHER_FILE_SYSTEM = new ErrorCode(3205, Fault.ENVIRONMENT);

    /** The file system cannot do what the driver needs. */
    public static final ErrorCode UNSUITABLE = new ErrorCode(3206, Fault.ENVIRONMENT);

    /** A path is not one that Belay may change. */
    public static final ErrorCode NOT_OURS = new ErrorCode(3207, Fault.BELAY);

    /** The destination exists. */
    public static final ErrorCode EXISTS = new ErrorCode(3208, Fault.ENVIRONMENT);

    /** The store refused or failed. */
    public static final ErrorCode STORE = new ErrorCode(3209, Fault.ENVIRONMENT);

    /** The worker's account has not the right. */
    public static final ErrorCode NO_RIGHT = new ErrorCode(3210, Fault.ENVIRONMENT);

    /** No room. */
    public static final ErrorCode NO_ROOM = new ErrorCode(3211, Fault.ENVIRONMENT);

    /** No such snapshot, or it is not ready. */
    public static final ErrorCode NO_SNAPSHOT = new ErrorCode(3212, Fault.REQUEST);

    /** A snapshot is pinned or in use. */
    public static final ErrorCode HELD = new ErrorCode(3213, Fault.REQUEST);

    /** The catalogue of a place cannot be read or written. */
    public static final ErrorCode CATALOGUE = new ErrorCode(3214, Fault.ENVIRONMENT);

    /** The place itself is missing, a link, or writable by others. */
    public static final ErrorCode BAD_PLACE = new ErrorCode(3215, Fault.ENVIRONMENT);

    private StorageErrors() {}
}
