package dev.trilha.schemas.problem;

/**
 * One thing to correct, as it stands in the {@code errors} of an answer.
 *
 * @param field where it is, as the sender named it, for instance {@code items[0].itemId}; {@code
 *     body} when it is the body as a whole
 * @param rule what holds for the field, as the rest of a sentence that begins with it: {@code is
 *     one of todo, done}
 */
public record BrokenRule(String field, String rule) {
  @Override
  public String toString() {
    return field + ": " + rule;
  }
}
