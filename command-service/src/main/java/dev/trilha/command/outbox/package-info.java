/**
 * From the event store to Kafka: what PostgreSQL has committed is read from its log, in commit
 * order, and sent on.
 */
@NullMarked
package dev.trilha.command.outbox;

import org.jspecify.annotations.NullMarked;
