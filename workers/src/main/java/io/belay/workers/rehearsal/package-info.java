/** What a promotion that is rehearsed between two clones needs beside them: a pooler, clients, and a pace for these. */
@NullMarked
package io.belay.workers.rehearsal;

import org.jspecify.annotations.NullMarked;
