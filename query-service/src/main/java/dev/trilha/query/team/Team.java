package dev.trilha.query.team;

import java.time.Instant;

/**
 * A team that exists.
 *
 * @param version the number of its events so far
 * @param changedAt the time of the newest of them
 */
public record Team(String teamId, String name, long version, Instant changedAt) {}
