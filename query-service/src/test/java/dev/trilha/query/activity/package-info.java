/** Proves that nothing of what happened is forgotten. */
@NullMarked
package dev.trilha.query.activity;

import org.jspecify.annotations.NullMarked;
