/** Promotions of a real cluster under client load, step by step without workflows, so that each can be met at a named place. */
@NullMarked
package io.belay.lab.hold;

import org.jspecify.annotations.NullMarked;
