/**
 * Logical replication between the server that serves and the one that shall: publication and slots, subscription, marker, sequences, and
 * the truth about how far behind the follower is. Over sessions only; nothing here starts, stops or fences a server.
 */
@NullMarked
package io.belay.workers.replication;

import org.jspecify.annotations.NullMarked;
