/**
 * Kafka's records, each applied once: what a record causes and the offset behind it are one
 * transaction.
 */
@NullMarked
package dev.trilha.notification.inbox;

import org.jspecify.annotations.NullMarked;
