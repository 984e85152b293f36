/** The rules of the feature. */
@NullMarked
package dev.trilha.command.problem;

import org.jspecify.annotations.NullMarked;
