/**
 * Where integration tests find PostgreSQL and Kafka: containers where an engine answers, the
 * embedded servers elsewhere. For tests alone; nothing that runs depends on it.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.testservers;
