/** The contract, held to its word. */
@NullMarked
package dev.trilha.schemas;

import org.jspecify.annotations.NullMarked;
