/** The status page: read-only, without scripts, on the loopback address unless told otherwise. */
@NullMarked
package io.belay.web;

import org.jspecify.annotations.NullMarked;
