/** Thin deterministic shells around pure decisions: they carry actions out and bring answers back. */
@NullMarked
package io.belay.engine.workflow;

import org.jspecify.annotations.NullMarked;
