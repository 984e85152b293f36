/**
 * Measures what a tick costs on this machine, against what else could be done with it. The order of
 * events is in {@link dev.trilha.benchmark.Benchmark}.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.benchmark;
