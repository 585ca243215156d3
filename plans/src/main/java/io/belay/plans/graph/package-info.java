/** A plan as a picture: text for Mermaid, and an SVG of our own. */
@NullMarked
package io.belay.plans.graph;

import org.jspecify.annotations.NullMarked;
