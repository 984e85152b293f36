/**
 * Supervision: parts are started in order, restarted when they die, stopped for certain, and found
 * again when the launcher itself was killed.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.standalone.part;
