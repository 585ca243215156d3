/** JSON Schema and words for every field, made of the grammar that reads files: for editors, and for {@code belay explain}. */
@NullMarked
package io.belay.plans.schema;

import org.jspecify.annotations.NullMarked;
