/** The schemas as an editor uses them: the real language server, driven over its own protocol. */
@NullMarked
package io.belay.lab.editor;

import org.jspecify.annotations.NullMarked;
