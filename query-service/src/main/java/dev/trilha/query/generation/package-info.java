/**
 * Which set of tables is read and written, and how a new one takes the place of the old while both
 * are in use. Features name their tables without a schema and know nothing of it.
 */
@NullMarked
package dev.trilha.query.generation;

import org.jspecify.annotations.NullMarked;
