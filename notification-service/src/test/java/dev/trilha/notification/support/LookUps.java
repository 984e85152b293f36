package dev.trilha.notification.support;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes down where this JVM goes: every HTTP client and every socket of Java asks for a way first.
 */
public final class LookUps extends ProxySelector implements AutoCloseable {
  private final @Nullable ProxySelector before = ProxySelector.getDefault();
  private final Set<String> addresses = ConcurrentHashMap.newKeySet();

  public LookUps() {
    ProxySelector.setDefault(this);
  }

  public Set<String> addresses() {
    return addresses;
  }

  @Override
  public List<Proxy> select(URI uri) {
    addresses.add(uri.toString());
    return List.of(Proxy.NO_PROXY);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

  @Override
  public void close() {
    ProxySelector.setDefault(before);
  }
}
