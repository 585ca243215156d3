/** The lab: a real cluster, file system, pooler and Temporal server for the quickstart and for every test that needs them. */
@NullMarked
package io.belay.lab;

import org.jspecify.annotations.NullMarked;
