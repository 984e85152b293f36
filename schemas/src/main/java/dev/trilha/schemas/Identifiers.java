package dev.trilha.schemas;

/** The three alphabets of identifiers. Identifiers are checked once, when they enter. */
enum Identifiers {
  SLUG(64, "a-z 0-9 -") {
    @Override
    boolean allows(char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
  },
  OPAQUE(64, "A-Z a-z 0-9 _ -") {
    @Override
    boolean allows(char c) {
      return SLUG.allows(c) || (c >= 'A' && c <= 'Z') || c == '_';
    }
  },
  NODE(96, "a-z 0-9 - .") {
    @Override
    boolean allows(char c) {
      return SLUG.allows(c) || c == '.';
    }
  };

  private final int longest;
  private final String alphabet;

  Identifiers(int longest, String alphabet) {
    this.longest = longest;
    this.alphabet = alphabet;
  }

  abstract boolean allows(char c);

  /**
   * @param what the kind of identifier with its article
   * @throws InvalidValueException when the value is none
   */
  static void require(String value, Identifiers alphabet, String what) {
    boolean fits = !value.isEmpty() && value.length() <= alphabet.longest;
    for (int i = 0; fits && i < value.length(); i++) {
      fits = alphabet.allows(value.charAt(i));
    }
    if (!fits) {
      throw new InvalidValueException(
          what, "has 1 to %d of the characters %s".formatted(alphabet.longest, alphabet.alphabet));
    }
  }
}
