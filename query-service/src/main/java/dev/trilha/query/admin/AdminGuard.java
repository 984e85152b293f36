package dev.trilha.query.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trilha.query.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets in who has the token. Where no token is set, only who calls from this machine, and not
 * through a proxy that speaks for somebody else: nothing is open because nobody thought of it.
 */
final class AdminGuard implements HandlerInterceptor {
  private static final String BEARER = "Bearer ";

  private final AdminSettings settings;

  AdminGuard(AdminSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (settings.token().isEmpty()) {
      if (!isFromHere(request)) {
        throw ProblemException.forbidden(
            "administration is for callers on the service's own machine, unless it has a token");
      }
    } else if (!hasToken(request)) {
      throw ProblemException.forbidden("administration needs the token of this service");
    }
    return true;
  }

  private static boolean isFromHere(HttpServletRequest request) {
    boolean forSomebodyElse =
        Stream.of("Forwarded", "X-Forwarded-For", "X-Real-IP")
            .anyMatch(header -> request.getHeader(header) != null);
    // An address, never a name: nothing is looked up.
    return !forSomebodyElse && InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
  }

  private boolean hasToken(HttpServletRequest request) {
    String sent = request.getHeader(HttpHeaders.AUTHORIZATION);
    // Takes as long wherever they differ.
    return sent != null
        && MessageDigest.isEqual(sent.getBytes(UTF_8), (BEARER + settings.token()).getBytes(UTF_8));
  }
}
