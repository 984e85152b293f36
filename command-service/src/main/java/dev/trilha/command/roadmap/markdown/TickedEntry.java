package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.markdown.ItemState;
import org.jspecify.annotations.Nullable;

/**
 * An entry with a checked box, or one whose mark says that it was begun or skipped.
 *
 * @param id of the node that it is; absent when it is only text
 * @param state done when the box is checked, else what the mark says
 * @param boxesInside whether entries below it have boxes of their own
 * @param line in the document as sent, from 1
 */
public record TickedEntry(
    @Nullable NodeId id, String title, ItemState state, boolean boxesInside, int line) {}
