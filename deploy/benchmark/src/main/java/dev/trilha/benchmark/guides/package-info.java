/**
 * What a tick costs with Spring Boot, Axon and JPA put together as their guides do, with their
 * defaults. Knows nothing of Trilha but the HTTP call.
 */
@org.jspecify.annotations.NullMarked
package dev.trilha.benchmark.guides;
