package dev.trilha.command.roadmap.markdown;

import java.util.HashMap;
import java.util.Map;

/**
 * Undoes a UTF-8 text that was read as windows-1254 or windows-1252 and saved again, so that {@code
 * Ã©} is {@code é} once more.
 *
 * <p>It is decided per file: a file is repaired only when at least {@value #EVIDENCE} sequences
 * decode and there are more than {@value #MARGIN} times as many of them as of other characters
 * beyond ASCII. A clean text has none that decode, so it is never touched.
 *
 * <p>Some bytes are often lost on the way, because the wrong character set has no sign for them or
 * an invisible one (8D, 8F, 90, AD). Hence a {@code C3} alone is read as {@code í}, or as {@code Í}
 * where no letter stands before it; {@code EF B8} as a variation selector; {@code E2 80} before
 * another symbol as a joiner. A symbol of which a byte is lost cannot be known again: it is
 * dropped, with the selector after it.
 *
 * @param text the repaired text, or the text as it was
 * @param charset the character set it was misread as; empty when nothing was repaired
 * @param repaired sequences that decoded
 * @param guessed letters put in for a lost byte
 * @param dropped damaged symbols
 */
record DamagedEncoding(String text, String charset, int repaired, int guessed, int dropped) {
  static final int EVIDENCE = 3;
  static final int MARGIN = 2;

  /** What windows-1252 has at 80 to 9F; a blank where it has nothing. */
  private static final String FROM_80 = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

  private static final int[] TURKISH_BYTES = {0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE};
  private static final String TURKISH = "ĞİŞğış";
  private static final int VARIATION_SELECTOR = 0xFE0F;
  private static final int JOINER = 0x200D;

  static DamagedEncoding none(String text) {
    return new DamagedEncoding(text, "", 0, 0, 0);
  }

  static DamagedEncoding repair(String text) {
    DamagedEncoding untouched = none(text);
    if (text.chars().allMatch(c -> c < 0x80)) {
      return untouched;
    }
    Repair turkish = new Repair(text, bytes(true));
    Repair western = new Repair(text, bytes(false));
    Repair best = western.decodes > turkish.decodes ? western : turkish;
    if (best.decodes < EVIDENCE || best.decodes <= MARGIN * best.others) {
      return untouched;
    }
    best.run();
    String charset = best == western ? "windows-1252" : "windows-1254";
    return new DamagedEncoding(
        best.out.toString(), charset, best.decodes, best.guessed, best.dropped);
  }

  boolean happened() {
    return !charset.isEmpty();
  }

  private static Map<Character, Integer> bytes(boolean turkish) {
    Map<Character, Integer> bytes = new HashMap<>();
    for (int value = 0x80; value <= 0xFF; value++) {
      // A byte without a sign is often kept as the control character of the same number.
      bytes.put((char) value, value);
      if (value < 0xA0) {
        bytes.put(FROM_80.charAt(value - 0x80), value);
      }
    }
    bytes.remove('\0');
    if (turkish) {
      for (int i = 0; i < TURKISH_BYTES.length; i++) {
        bytes.remove((char) TURKISH_BYTES[i]);
        bytes.put(TURKISH.charAt(i), TURKISH_BYTES[i]);
      }
    }
    return bytes;
  }

  /** One character set's view of the text. */
  private static final class Repair {
    private final String text;
    private final Map<Character, Integer> bytes;
    private final StringBuilder out = new StringBuilder();
    private int decodes;
    private int others;
    private int guessed;
    private int dropped;
    private boolean symbolDropped;

    Repair(String text, Map<Character, Integer> bytes) {
      this.text = text;
      this.bytes = bytes;
      for (int i = 0; i < text.length(); ) {
        int length = sequence(i);
        if (length > 1) {
          decodes++;
        } else if (text.charAt(i) >= 0x80) {
          others++;
          length = brokenLength(i);
        }
        i += Math.max(1, length);
      }
    }

    void run() {
      for (int i = 0; i < text.length(); ) {
        int length = sequence(i);
        if (length > 1) {
          put(decoded(i, length));
          i += length;
        } else if (text.charAt(i) < 0x80) {
          out.append(text.charAt(i));
          symbolDropped = false;
          i++;
        } else {
          i += broken(i);
        }
      }
    }

    private void put(int codePoint) {
      if (!(symbolDropped && codePoint == VARIATION_SELECTOR)) {
        out.appendCodePoint(codePoint);
      }
      symbolDropped = false;
    }

    /** How many characters are what is left of one that lost a byte; 1 when it is another. */
    private int brokenLength(int at) {
      int lead = byteAt(at);
      int length = 1;
      while (lead >= 0xE2 && lead <= 0xF4 && length < 3 && isContinuation(byteAt(at + length))) {
        length++;
      }
      return length;
    }

    /** Deals with a sequence that does not decode; answers how many characters it takes. */
    private int broken(int at) {
      int lead = byteAt(at);
      int second = byteAt(at + 1);
      int length = brokenLength(at);
      if (lead == 0xC3) {
        boolean afterLetter =
            out.length() > 0 && Character.isLetter(out.codePointBefore(out.length()));
        out.append(afterLetter ? 'í' : 'Í');
        guessed++;
      } else if (lead == 0xEF && second == 0xB8) {
        put(VARIATION_SELECTOR);
      } else if (lead == 0xE2 && second == 0x80 && length == 2 && byteAt(at + 2) >= 0xE2) {
        put(JOINER);
      } else if (length > 1) {
        symbolDropped = true;
        dropped++;
      } else {
        out.append(text.charAt(at));
        symbolDropped = false;
      }
      return length;
    }

    /** How many characters from here are one character of UTF-8; 0 when they are none. */
    private int sequence(int at) {
      int lead = byteAt(at);
      int length = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      for (int i = 1; i < length; i++) {
        if (!isContinuation(byteAt(at + i))) {
          return 0;
        }
      }
      if (length == 0) {
        return 0;
      }
      int codePoint = decoded(at, length);
      boolean shortest = codePoint >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
      boolean real =
          codePoint <= Character.MAX_CODE_POINT && (codePoint < 0xD800 || codePoint > 0xDFFF);
      return shortest && real ? length : 0;
    }

    private int decoded(int at, int length) {
      int codePoint = byteAt(at) & (0xFF >> (length + 1));
      for (int i = 1; i < length; i++) {
        codePoint = codePoint << 6 | (byteAt(at + i) & 0x3F);
      }
      return codePoint;
    }

    private static boolean isContinuation(int value) {
      return value >= 0x80 && value <= 0xBF;
    }

    /** The byte that was misread as this character; -1 when none was. */
    private int byteAt(int at) {
      return at < text.length() ? bytes.getOrDefault(text.charAt(at), -1) : -1;
    }
  }
}
