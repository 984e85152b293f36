/** Stands for another service, for the test of the architecture. */
@NullMarked
package dev.trilha.query;

import org.jspecify.annotations.NullMarked;
