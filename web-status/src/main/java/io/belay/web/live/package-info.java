/** Where the page gets its knowledge from, and how old that is. */
@NullMarked
package io.belay.web.live;

import org.jspecify.annotations.NullMarked;
