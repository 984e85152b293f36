/**
 * What boards show of teams, derived from the rows of the other features. The exact numbers are
 * views (V6__reporting.sql); the near-real-time ones are meters.
 */
@NullMarked
package dev.trilha.query.reporting;

import org.jspecify.annotations.NullMarked;
