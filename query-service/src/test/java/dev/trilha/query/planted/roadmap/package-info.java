/** Planted for the architecture tests: it breaks their rules on purpose. */
@NullMarked
package dev.trilha.query.planted.roadmap;

import org.jspecify.annotations.NullMarked;
