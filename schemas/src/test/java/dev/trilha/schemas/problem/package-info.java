/** What callers can rely on when something is wrong. */
@NullMarked
package dev.trilha.schemas.problem;

import org.jspecify.annotations.NullMarked;
