/** Binaries, control data, servers, connections, catalogs; the only importer of java.sql. */
@NullMarked
package io.belay.workers.postgres;

import org.jspecify.annotations.NullMarked;
