package dev.trilha.command.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.ToLongFunction;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses bodies over a bound: at once when the length is announced, and while reading when it is
 * not.
 */
public final class RequestSizeLimit extends OncePerRequestFilter {
  private final ToLongFunction<HttpServletRequest> largest;
  private final HandlerExceptionResolver problems;

  /**
   * @param largest how many bytes the body of a request may have
   */
  public RequestSizeLimit(
      ToLongFunction<HttpServletRequest> largest, HandlerExceptionResolver problems) {
    this.largest = largest;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long limit = largest.applyAsLong(request);
    if (request.getContentLengthLong() > limit) {
      problems.resolveException(request, response, null, tooLarge(limit));
    } else {
      chain.doFilter(
          request.getContentLengthLong() >= 0 ? request : new Limited(request, limit), response);
    }
  }

  private static Refusal.Invalid tooLarge(long limit) {
    return Refusal.Invalid.tooLarge("body", "has at most %d bytes".formatted(limit));
  }

  private static final class Limited extends HttpServletRequestWrapper {
    private final long limit;

    Limited(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedInput(super.getInputStream(), limit);
    }
  }

  private static final class LimitedInput extends ServletInputStream {
    private final ServletInputStream input;
    private final long limit;
    private long read;

    LimitedInput(ServletInputStream input, long limit) {
      this.input = input;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int value = input.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = input.read(bytes, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int bytes) {
      read += bytes;
      if (read > limit) {
        throw tooLarge(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return input.isFinished();
    }

    @Override
    public boolean isReady() {
      return input.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      input.setReadListener(listener);
    }
  }
}
