/** The processes that a benchmark runs, with fixed memory, and the folder that they work in. */
@org.jspecify.annotations.NullMarked
package dev.trilha.benchmark.machine;
