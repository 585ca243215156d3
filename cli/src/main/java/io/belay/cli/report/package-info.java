/** What a run's chain of evidence tells, as the account that a report is written from. */
@NullMarked
package io.belay.cli.report;

import org.jspecify.annotations.NullMarked;
