package dev.trilha.command.eventstore;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.common.IdentifierFactory;

/**
 * Ids of messages and events: random UUIDs. A command takes several of them, and the operating
 * system is asked for chance once for hundreds. Axon finds this class by its name in {@code
 * META-INF/services}.
 */
public final class BufferedIdentifiers extends IdentifierFactory {
  private static final int AT_ONCE = 512;

  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock.
  private final byte[] chance = new byte[AT_ONCE * 2 * Long.BYTES];
  private final ByteBuffer left = ByteBuffer.wrap(chance).limit(0);

  @Override
  public String generateIdentifier() {
    long high;
    long low;
    lock.lock();
    try {
      if (!left.hasRemaining()) {
        random.nextBytes(chance);
        left.clear();
      }
      high = left.getLong();
      low = left.getLong();
    } finally {
      lock.unlock();
    }
    // Version 4, and the variant of RFC 9562.
    return new UUID((high & ~0xF000L) | 0x4000L, (low & (~0L >>> 2)) | (1L << 63)).toString();
  }
}
