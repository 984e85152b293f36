package dev.trilha.standalone.part;

/** Something that can be started, again and again. */
public interface Part {
  /** One word, as people type it. */
  String name();

  /** Where it listens on 127.0.0.1. */
  int port();

  /**
   * Launches the part; it need not answer yet.
   *
   * @throws Exception when it cannot even be launched; the message is for people
   */
  Running start() throws Exception;
}
