@NullMarked
package io.belay.engine.ledger;

import org.jspecify.annotations.NullMarked;
