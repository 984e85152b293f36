/** Of which version an answer is, and which one a caller expects. */
@NullMarked
package dev.trilha.command.version;

import org.jspecify.annotations.NullMarked;
