/**
 * How fast somebody, or a team, learns: leaves per day, week and month, streaks, when it may be
 * finished, and what does not move. Keeps no rows of its own.
 */
@NullMarked
package dev.trilha.query.velocity;

import org.jspecify.annotations.NullMarked;
