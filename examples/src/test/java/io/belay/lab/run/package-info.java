/** End-to-end tests: real PostgreSQL, a real Temporal server, engine and worker as processes of their own. */
@NullMarked
package io.belay.lab.run;

import org.jspecify.annotations.NullMarked;
