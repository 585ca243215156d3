@NullMarked
package io.belay.plans.facts;

import org.jspecify.annotations.NullMarked;
