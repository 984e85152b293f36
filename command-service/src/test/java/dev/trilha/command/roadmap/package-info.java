/** The rules of the feature. */
@NullMarked
package dev.trilha.command.roadmap;

import org.jspecify.annotations.NullMarked;
