/**
 * The load generator: a process of its own that sends ticks over kept connections, writes down what
 * was acknowledged, and measures how long answers and the projection took.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.benchmark.load;
