/** Tests of which version a caller expects. */
@NullMarked
package dev.trilha.command.version;

import org.jspecify.annotations.NullMarked;
