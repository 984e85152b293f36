/**
 * How a roadmap's tree is written as Markdown, and what hidden marks in it say. The reading service
 * writes, the writing service reads: that the same tree comes back is a contract between them.
 */
@NullMarked
package dev.trilha.schemas.markdown;

import org.jspecify.annotations.NullMarked;
