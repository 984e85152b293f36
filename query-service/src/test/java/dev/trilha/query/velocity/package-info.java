/** Proves what is said of pace, streaks and forecasts. */
@NullMarked
package dev.trilha.query.velocity;

import org.jspecify.annotations.NullMarked;
