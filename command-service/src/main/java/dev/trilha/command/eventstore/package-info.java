/**
 * Events in PostgreSQL under names of ours, appended once and never changed. The table is the
 * outbox as well.
 */
@NullMarked
package dev.trilha.command.eventstore;

import org.jspecify.annotations.NullMarked;
