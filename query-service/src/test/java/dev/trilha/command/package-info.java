/** Planted for the architecture tests: it breaks their rules on purpose. */
@NullMarked
package dev.trilha.command;

import org.jspecify.annotations.NullMarked;
