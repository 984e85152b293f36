package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.Annotation;
import dev.trilha.schemas.NodeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is said <em>about</em> a section or an item ("Contexto: …", "Why it matters: …") from
 * the rest of its text.
 */
final class Annotations {
  private final Reading reading;

  Annotations(Reading reading) {
    this.reading = reading;
  }

  /**
   * Adds a text to a draft: lines from one that begins with such a label on make an annotation of
   * it, the lines before are its text.
   *
   * @param line of the document at which the text begins
   */
  void say(@Nullable String text, Draft target, int line) {
    say(text, target, target, line);
  }

  /**
   * The same, of a text that goes on with what was said before.
   *
   * @param open where lines without a label belong: the draft itself or an annotation of it
   * @return where the next line belongs
   */
  Draft say(@Nullable String text, Draft target, Draft open, int line) {
    Draft current = open;
    if (text == null) {
      return current;
    }
    StringBuilder said = new StringBuilder();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String words = lines.get(i);
      String label = Wording.labelOf(words);
      Annotation kind = label.isEmpty() ? null : Vocabulary.annotation(label);
      if (kind != null) {
        current.say(said.toString());
        said.setLength(0);
        current = add(kind, label, target, line + i);
        words = words.substring(label.length() + 1).strip();
      }
      said.append(said.isEmpty() ? "" : "\n").append(words);
    }
    current.say(said.toString());
    return current;
  }

  /** An annotation under its label, without its words yet. */
  Draft add(Annotation kind, String label, Draft target, int line) {
    Draft annotation = reading.draft(NodeKind.ANNOTATION, label, line);
    annotation.annotation = kind;
    target.children.add(annotation);
    return annotation;
  }
}
