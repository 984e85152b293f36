/** What the projections are compared with: the same events, written as one writes them first. */
@NullMarked
package dev.trilha.benchmark.projection;

import org.jspecify.annotations.NullMarked;
