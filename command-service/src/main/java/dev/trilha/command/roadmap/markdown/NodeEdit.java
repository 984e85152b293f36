package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeId;
import java.util.List;

/**
 * A node of which something but its title or its place is different.
 *
 * @param fields as in the tree: {@code kind}, {@code rule}, {@code text}, {@code url}, {@code
 *     weeks}, {@code annotation}, {@code table}, {@code chain}
 */
public record NodeEdit(NodeId id, String title, List<String> fields) {
  public NodeEdit {
    fields = List.copyOf(fields);
  }
}
