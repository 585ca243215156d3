/** Headers, and who may ask. */
@NullMarked
package io.belay.web.security;

import org.jspecify.annotations.NullMarked;
