/** The rules of the feature. */
@NullMarked
package dev.trilha.command.enrollment;

import org.jspecify.annotations.NullMarked;
