/** The five-minute tour, {@code belay quickstart}: the product on real parts, one honest sentence at a time. */
@NullMarked
package io.belay.lab.tour;

import org.jspecify.annotations.NullMarked;
