/** Per cluster, how every step went on every rehearsed snapshot: pure, without Temporal. */
@NullMarked
package io.belay.engine.ledger;

import org.jspecify.annotations.NullMarked;
