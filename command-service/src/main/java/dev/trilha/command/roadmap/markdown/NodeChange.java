package dev.trilha.command.roadmap.markdown;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trilha.schemas.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A node that is not what it was.
 *
 * @param title its title now; of a removed node, its last
 * @param was the title before (reworded) or the id of the node it hung on (moved); absent where
 *     there is no such thing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeChange(NodeId id, String title, @Nullable String was) {}
