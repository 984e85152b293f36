/** The rules of the store's write path. */
@NullMarked
package dev.trilha.command.eventstore;

import org.jspecify.annotations.NullMarked;
