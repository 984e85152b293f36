package dev.trilha.command.config;

import dev.trilha.command.problem.RequestSizeLimit;
import dev.trilha.command.roadmap.markdown.ImportLimits;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

/** Time, and what is common to every request. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {
  private static final long OTHER_BYTES = 256 * 1024;

  // Whole addresses: a roadmap may be called "plan", and an item "items".
  private static final Pattern ROADMAP = Pattern.compile("/v1/roadmaps/[^/]+");
  private static final Pattern CHECKLIST =
      Pattern.compile("/v1/learners/[^/]+/roadmaps/[^/]+/items");

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  JacksonModule requestValues() {
    return new RequestValues();
  }

  /** After Boot's own, whose converter it replaces. */
  @Bean
  @Order
  ServerHttpMessageConvertersCustomizer wholeJson(JsonMapper mapper) {
    return converters -> converters.withJsonConverter(new WholeJson(mapper));
  }

  @Bean
  WebMvcRegistrations ourEndsFirst(JsonMapper mapper) {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
        return new OurEndsFirst(mapper);
      }
    };
  }

  @Bean
  FilterRegistrationBean<RequestSizeLimit> requestSizeLimit(
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    return new FilterRegistrationBean<>(
        new RequestSizeLimit(HttpConfiguration::largestBody, problems));
  }

  private static long largestBody(HttpServletRequest request) {
    String address = request.getRequestURI();
    boolean roadmap = ROADMAP.matcher(address).matches();
    boolean checklist = CHECKLIST.matcher(address).matches();
    String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    if ((roadmap || checklist) && type.startsWith("text/markdown")) {
      return ImportLimits.DEFAULT.bytes();
    }
    if (!roadmap) {
      return OTHER_BYTES;
    }
    // What was published and read can be sent back.
    return type.startsWith(MediaType.APPLICATION_JSON_VALUE)
        ? RoadmapPublished.LARGEST_BYTES
        : OTHER_BYTES;
  }
}
