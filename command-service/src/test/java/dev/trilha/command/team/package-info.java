/** The rules of the feature. */
@NullMarked
package dev.trilha.command.team;

import org.jspecify.annotations.NullMarked;
