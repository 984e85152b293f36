/**
 * Reads a roadmap written in Markdown: a pure function from text to a tree and a report. Knows
 * nothing of versions, storage or HTTP.
 */
@NullMarked
package dev.trilha.command.roadmap.markdown;

import org.jspecify.annotations.NullMarked;
