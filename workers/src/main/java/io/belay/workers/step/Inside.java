package io.belay.workers.step;

import io.belay.workers.postgres.Installation;

/**
 * The cluster inside a copy, as far as it has to be known before it can be started. Immutable.
 *
 * @param snapshot id of the snapshot that the copy descends from
 * @param data the data directory, relative to the copy's root
 * @param installation of the major that wrote it
 * @param superuser the cluster's install user
 */
record Inside(String snapshot, String data, Installation installation, String superuser) {}
