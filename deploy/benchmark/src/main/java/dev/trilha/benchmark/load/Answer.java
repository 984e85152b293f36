package dev.trilha.benchmark.load;

/**
 * Reads as much of an HTTP answer as tells how a request fared: the status, how often the body says
 * {@code "changed":true}, and whether the server ends the connection. One object is used for all
 * answers of a run.
 */
final class Answer {
  private static final byte[] END_OF_HEAD = Ticks.ascii("\r\n\r\n");
  private static final byte[] LENGTH = Ticks.ascii("\ncontent-length:");
  private static final byte[] CHUNKED = Ticks.ascii("\ntransfer-encoding: chunked");
  private static final byte[] CLOSE = Ticks.ascii("\nconnection: close");
  private static final byte[] CHANGED = Ticks.ascii("\"changed\":true");
  private static final byte[] VERSION = Ticks.ascii("\"version\":");

  private int status;
  private boolean closes;
  private int bodyStart;
  private int bodyEnd;
  private byte[] bytes = new byte[0];

  /**
   * Reads an answer.
   *
   * @param received its bytes; the chunks of a body are put together in it
   * @param end behind the last byte that came
   * @return false when there is more to come; the bytes are as they were then
   */
  boolean read(byte[] received, int end) {
    bytes = received;
    int head = find(END_OF_HEAD, 0, end);
    if (head < 0) {
      return false;
    }
    bodyStart = head + END_OF_HEAD.length;
    if (find(CHUNKED, 0, head) >= 0) {
      if (!isWholeChunked(end)) {
        return false;
      }
      joinChunks();
    } else {
      int length = find(LENGTH, 0, head);
      bodyEnd = bodyStart + (length < 0 ? 0 : (int) number(length + LENGTH.length, 10));
      if (bodyEnd > end) {
        return false;
      }
    }
    status = (int) number(9, 10);
    closes = find(CLOSE, 0, head) >= 0;
    return true;
  }

  int status() {
    return status;
  }

  /** How many ticks were news, when the request had so many. */
  int acknowledged(int size) {
    int changed = 0;
    for (int at = find(CHANGED, bodyStart, bodyEnd);
        at >= 0;
        at = find(CHANGED, at + CHANGED.length, bodyEnd)) {
      changed++;
    }
    // A batch says it of each of its ticks, and once of them all.
    return size == 1 ? Math.min(1, changed) : Math.max(0, changed - 1);
  }

  boolean closes() {
    return closes;
  }

  /** How many events the stream has after it; -1 when the answer does not say. */
  long version() {
    int at = find(VERSION, bodyStart, bodyEnd);
    return at < 0 ? -1 : number(at + VERSION.length, 10);
  }

  private boolean isWholeChunked(int end) {
    int at = bodyStart;
    while (true) {
      int line = find(END_OF_HEAD, 2, 4, at, end);
      if (line < 0) {
        return false;
      }
      int size = (int) number(at, 16);
      at = line + 2 + size + 2;
      if (at > end) {
        return false;
      }
      if (size == 0) {
        return true;
      }
    }
  }

  private void joinChunks() {
    int at = bodyStart;
    bodyEnd = bodyStart;
    while (true) {
      int size = (int) number(at, 16);
      if (size == 0) {
        return;
      }
      while (bytes[at] != '\n') {
        at++;
      }
      System.arraycopy(bytes, at + 1, bytes, bodyEnd, size);
      bodyEnd += size;
      at += 1 + size + 2;
    }
  }

  private long number(int from, int radix) {
    int at = from;
    while (bytes[at] == ' ') {
      at++;
    }
    long value = 0;
    for (int digit = Character.digit(bytes[at], radix);
        digit >= 0;
        digit = Character.digit(bytes[++at], radix)) {
      value = value * radix + digit;
    }
    return value;
  }

  private int find(byte[] wanted, int from, int to) {
    return find(wanted, 0, wanted.length, from, to);
  }

  /** Names of headers are found in any case: letters are compared in lower case. */
  private int find(byte[] wanted, int first, int last, int from, int to) {
    int length = last - first;
    for (int at = from; at <= to - length; at++) {
      int i = 0;
      while (i < length && lower(bytes[at + i]) == wanted[first + i]) {
        i++;
      }
      if (i == length) {
        return at;
      }
    }
    return -1;
  }

  private static byte lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
  }
}
