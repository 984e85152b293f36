/** The rules of the feature. */
@NullMarked
package dev.trilha.command.outbox;

import org.jspecify.annotations.NullMarked;
