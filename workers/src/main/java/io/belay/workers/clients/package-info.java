/** Who is connected to live and from where, over time: looks, and a small store of them. */
@NullMarked
package io.belay.workers.clients;

import org.jspecify.annotations.NullMarked;
