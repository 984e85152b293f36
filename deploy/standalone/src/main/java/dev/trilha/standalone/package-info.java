/**
 * The launcher: everything Trilha needs on one machine, started, watched, shown and stopped from
 * one process.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.standalone;
