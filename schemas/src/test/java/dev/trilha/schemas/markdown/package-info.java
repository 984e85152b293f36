/** Proves how roadmaps are written as Markdown. */
@NullMarked
package dev.trilha.schemas.markdown;

import org.jspecify.annotations.NullMarked;
