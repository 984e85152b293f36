package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * An entry with a checked box.
 *
 * @param id of the node that it is; absent when it is only text
 * @param line in the document as sent, from 1
 */
public record TickedEntry(@Nullable NodeId id, String title, int line) {}
