package dev.trilha.benchmark.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A kept connection with at most one request under way. */
final class Connection {
  private static final int LARGEST_ANSWER = 256 * 1024;

  private final Selector selector;
  private final InetSocketAddress address;
  private final ByteBuffer request;
  private final ByteBuffer received = ByteBuffer.allocate(LARGEST_ANSWER);
  private SocketChannel channel;
  private SelectionKey key;
  private int number;
  private long due;

  Connection(Selector selector, int port, int longestRequest) throws IOException {
    this.selector = selector;
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.request = ByteBuffer.allocateDirect(longestRequest);
    this.channel = open();
    this.key = register();
  }

  private SocketChannel open() throws IOException {
    SocketChannel opened = SocketChannel.open();
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    opened.connect(address);
    opened.configureBlocking(false);
    return opened;
  }

  private SelectionKey register() throws IOException {
    return channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** The server ends connections now and then; the next request needs a new one. */
  void reopen() throws IOException {
    close();
    received.clear();
    channel = open();
    key = register();
  }

  void close() throws IOException {
    key.cancel();
    channel.close();
  }

  /**
   * @param requestNumber which of the requests
   * @param measuredFrom when it was due
   */
  void send(Requests requests, int requestNumber, long measuredFrom) throws IOException {
    number = requestNumber;
    due = measuredFrom;
    request.clear();
    requests.write(request, requestNumber);
    request.flip();
    // It fits the socket's buffer, which is empty: nothing is under way.
    if (channel.write(request) == 0 || request.hasRemaining()) {
      throw new IOException("the socket does not take a request");
    }
  }

  /**
   * @return whether a whole answer is there
   * @throws IOException when there will be none
   */
  boolean receive(Answer answer) throws IOException {
    int count = channel.read(received);
    if (count < 0) {
      throw new IOException("the server ended the connection");
    }
    if (!answer.read(received.array(), received.position())) {
      if (!received.hasRemaining()) {
        throw new IOException("an answer of more than %d bytes".formatted(LARGEST_ANSWER));
      }
      return false;
    }
    received.clear();
    return true;
  }

  /** Of the request under way. */
  int number() {
    return number;
  }

  /** When the request under way was due. */
  long due() {
    return due;
  }
}
