/** YAML text to nodes with places; the only importer of {@code org.yaml}. Values stay text, nothing is guessed. */
@NullMarked
package io.belay.plans.read;

import org.jspecify.annotations.NullMarked;
