package dev.trilha.query.generation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** A request reads one generation from its first statement to its last. */
final class GenerationFilter extends OncePerRequestFilter {
  private final Generations generations;

  GenerationFilter(Generations generations) {
    this.generations = generations;
  }

  /** Streams live longer than a generation, and read nothing of it. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().equals("/v1/events");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var failure = new Exception[1];
    generations.in(
        generations.served(),
        () -> {
          try {
            chain.doFilter(request, response);
          } catch (IOException | ServletException failed) {
            failure[0] = failed;
          }
          return failure;
        });
    switch (failure[0]) {
      case null -> {}
      case IOException failed -> throw failed;
      case ServletException failed -> throw failed;
      default -> throw new IllegalStateException(failure[0]);
    }
  }
}
