/** What drivers have in common that copy a folder file by file. */
@NullMarked
package io.belay.workers.storage.tree;

import org.jspecify.annotations.NullMarked;
