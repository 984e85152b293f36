package dev.trilha.standalone.slack;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A message that was taken.
 *
 * @param id counts from 1 over all channels
 * @param blocks Block Kit, an array, possibly empty
 */
record SlackMessage(long id, String channel, Instant at, String text, JsonNode blocks) {}
