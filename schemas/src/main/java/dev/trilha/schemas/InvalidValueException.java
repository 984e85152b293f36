package dev.trilha.schemas;

/**
 * A text or number cannot be what it is taken for. The message is a sentence fit for the person who
 * sent it; it doesn't quote the value.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String rule;

  /**
   * @param what the kind of value with its article, for instance {@code an item id}
   * @param rule the rest of the sentence, for instance {@code has 1 to 96 characters}
   */
  public InvalidValueException(String what, String rule) {
    super(what + " " + rule);
    this.rule = rule;
  }

  /** What holds for the value, to be said of the field that it was sent in. */
  public String rule() {
    return rule;
  }
}
