package dev.trilha.notification.outgoing;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Addresses that are not on the open internet: a webhook must not reach into the network that this
 * service runs in.
 */
public final class PrivateAddresses {
  private PrivateAddresses() {}

  /** Whether any address of the host is private. */
  public static boolean contain(String host) throws UnknownHostException {
    return Arrays.stream(InetAddress.getAllByName(host)).anyMatch(PrivateAddresses::isPrivate);
  }

  public static boolean isPrivate(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || isShared(address.getAddress())
        || (address instanceof Inet6Address && isUniqueLocal(address.getAddress()));
  }

  /** 100.64.0.0/10 (RFC 6598), and 0.0.0.0/8. */
  private static boolean isShared(byte[] address) {
    return address.length == 4
        && ((address[0] == 100 && (address[1] & 0xc0) == 64) || address[0] == 0);
  }

  /** fc00::/7 (RFC 4193). */
  private static boolean isUniqueLocal(byte[] address) {
    return (address[0] & 0xfe) == 0xfc;
  }
}
