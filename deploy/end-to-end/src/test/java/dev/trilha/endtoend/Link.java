package dev.trilha.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Something between a server and its clients, on the loopback interface: as good as nothing, unless
 * it is made slow or narrow, or its connections are reset.
 */
final class Link implements AutoCloseable {
  private static final int CHUNK = 16 * 1024;

  /** Sees what the server answers before the client does. */
  interface Watch {
    void sees(byte[] chunk, int length) throws IOException;
  }

  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;
  private volatile long bytesPerSecond = Long.MAX_VALUE;
  private volatile @Nullable Watch watch;

  private Link(ServerSocket entrance, int target) {
    this.entrance = entrance;
    this.target = target;
  }

  /**
   * @param target port of 127.0.0.1
   */
  static Link to(int target) {
    try {
      var link = new Link(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), target);
      Thread.ofVirtual().name("link to " + target).start(link::accept);
      return link;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Each piece takes so much longer. */
  void slow(Duration by) {
    delay = by;
  }

  /** In each direction of each connection. */
  void narrow(long toBytesPerSecond) {
    bytesPerSecond = toBytesPerSecond;
  }

  void heal() {
    delay = Duration.ZERO;
    bytesPerSecond = Long.MAX_VALUE;
  }

  void watch(@Nullable Watch answers) {
    watch = answers;
  }

  /** Ends every connection in the middle of whatever it carries. */
  int reset() {
    int ended = open.size() / 2;
    open.forEach(Link::end);
    return ended;
  }

  private static void end(Socket socket) {
    try (socket) {
      // A reset, and not a farewell.
      socket.setSoLinger(true, 0);
    } catch (IOException endedBefore) {
      // That is all that was wanted.
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Socket server;
        try {
          server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException nobodyThere) {
          end(client);
          continue;
        }
        join(client, server);
      } catch (IOException closed) {
        // Nothing more comes, or one client less.
      }
    }
  }

  private void join(Socket client, Socket server) {
    open.add(client);
    open.add(server);
    Thread.ofVirtual().start(() -> carry(client, server, false));
    Thread.ofVirtual().start(() -> carry(server, client, true));
  }

  private void carry(Socket from, Socket to, boolean answers) {
    var chunk = new byte[CHUNK];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        Watch watching = watch;
        if (answers && watching != null) {
          watching.sees(chunk, length);
        }
        long nanos = delay.toNanos();
        if (bytesPerSecond != Long.MAX_VALUE) {
          nanos += length * 1_000_000_000L / bytesPerSecond;
        }
        TimeUnit.NANOSECONDS.sleep(nanos);
        out.write(chunk, 0, length);
        out.flush();
      }
    } catch (IOException ended) {
      // Both ends hear of it, by the closing.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException closedBefore) {
      // As wanted.
    }
    reset();
  }
}
