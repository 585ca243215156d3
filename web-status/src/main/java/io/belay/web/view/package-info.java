/** What the page shows, as records that hold no decision any more: pure, from state to words. */
@NullMarked
package io.belay.web.view;

import org.jspecify.annotations.NullMarked;
