/**
 * The way in: reads Kafka, hands each poll to the projections, and stores how far it has read in
 * the same transaction as their rows. Knows no projection by name.
 */
@NullMarked
package dev.trilha.query.inbox;

import org.jspecify.annotations.NullMarked;
