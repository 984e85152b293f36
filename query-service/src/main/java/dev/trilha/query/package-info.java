/**
 * The read side: consumes the events of every topic and answers questions about them. Everything
 * stored here can be rebuilt from Kafka.
 */
@NullMarked
package dev.trilha.query;

import org.jspecify.annotations.NullMarked;
