/**
 * Works out anew, from the events alone, what the service answers, and compares. Shares no code
 * with it.
 */
@NullMarked
package dev.trilha.query.checker;

import org.jspecify.annotations.NullMarked;
