package dev.trilha.command.config;

import dev.trilha.command.problem.RequestSizeLimit;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.JacksonModule;

/** Time, and what is common to every request. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {
  private static final long ROADMAP_BYTES = 4 * 1024 * 1024;
  private static final long OTHER_BYTES = 256 * 1024;

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  JacksonModule plainText() {
    return new PlainTextModule();
  }

  @Bean
  FilterRegistrationBean<RequestSizeLimit> requestSizeLimit(
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return new FilterRegistrationBean<>(new RequestSizeLimit(ROADMAP_BYTES, OTHER_BYTES, problems));
  }
}
