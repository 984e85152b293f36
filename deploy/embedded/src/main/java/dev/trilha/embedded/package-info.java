/**
 * A real PostgreSQL and a real Kafka broker on this machine, started from Java and installed
 * nowhere. For the launcher and for tests; a cluster brings its own servers.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.embedded;
