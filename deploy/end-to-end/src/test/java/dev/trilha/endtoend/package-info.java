/** Trilha as its users see it: over HTTP, on real processes, while some of them die. */
@NullMarked
package dev.trilha.endtoend;

import org.jspecify.annotations.NullMarked;
