/** What runs on this host and what it stands on, for {@code belay init}: only looked at, nothing is changed or kept. */
@NullMarked
package io.belay.workers.discovery;

import org.jspecify.annotations.NullMarked;
