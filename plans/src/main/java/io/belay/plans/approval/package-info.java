/** What an approver signs, and the keys for it: one text that a person can read, known to who signs and who verifies alike. */
@NullMarked
package io.belay.plans.approval;

import org.jspecify.annotations.NullMarked;
