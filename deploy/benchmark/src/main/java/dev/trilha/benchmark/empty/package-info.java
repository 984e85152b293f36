/**
 * The same call with nothing behind it: what HTTP and the load generator alone can do on this
 * machine.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.benchmark.empty;
