/**
 * The stores behind what is measured: whether every acknowledged tick is in them exactly once, and
 * how fast they take commits with nothing in front of them.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.benchmark.store;
