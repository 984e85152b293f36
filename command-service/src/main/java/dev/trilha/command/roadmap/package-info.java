/**
 * Roadmaps: published from a document, version by version, and compiled into outlines that say what
 * counts.
 */
@NullMarked
package dev.trilha.command.roadmap;

import org.jspecify.annotations.NullMarked;
