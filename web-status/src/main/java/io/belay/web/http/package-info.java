/** Routes, and nothing but routes. */
@NullMarked
package io.belay.web.http;

import org.jspecify.annotations.NullMarked;
