/**
 * What the runs found: medians with their spread, ratios against goals, and the files for people.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.benchmark.report;
