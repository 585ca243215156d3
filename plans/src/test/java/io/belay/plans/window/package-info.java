@org.jspecify.annotations.NullMarked
package io.belay.plans.window;
