/** The published trees, every version of them. */
@NullMarked
package dev.trilha.query.roadmap;

import org.jspecify.annotations.NullMarked;
