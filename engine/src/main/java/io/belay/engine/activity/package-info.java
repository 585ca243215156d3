/** What a host can be asked to do. Interfaces, requests and results only: both sides import them, neither the other. */
@NullMarked
package io.belay.engine.activity;

import org.jspecify.annotations.NullMarked;
