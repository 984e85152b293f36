/** What happened on every enrollment, event by event: the history, and the newest of a learner. */
@NullMarked
package dev.trilha.query.activity;

import org.jspecify.annotations.NullMarked;
