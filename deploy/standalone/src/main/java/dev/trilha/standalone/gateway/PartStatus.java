package dev.trilha.standalone.gateway;

import dev.trilha.standalone.part.PartState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part as people and programs see it.
 *
 * @param pid null when no process runs
 * @param restarts launches after the first
 * @param since when the state last changed
 */
public record PartStatus(
    String name, PartState state, @Nullable Long pid, int port, int restarts, Instant since) {}
