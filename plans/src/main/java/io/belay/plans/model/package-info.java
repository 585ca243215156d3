/** What a plan and a host's file say: values with their units, one record per block. Knows no YAML. */
@NullMarked
package io.belay.plans.model;

import org.jspecify.annotations.NullMarked;
