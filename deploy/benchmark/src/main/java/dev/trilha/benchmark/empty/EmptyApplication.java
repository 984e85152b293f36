package dev.trilha.benchmark.empty;

import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spring MVC on Tomcat with virtual threads, as command-service has it, and a constant answer. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  JacksonAutoConfiguration.class
})
public class EmptyApplication {
  /** Answers as a tick does. Found without being named: it stands within the configuration. */
  @RestController
  static class TickController {
    record Answer(boolean changed, long version, List<String> completed, Item item) {}

    record Item(String id, String status) {}

    @PutMapping("/v1/learners/{learnerId}/roadmaps/{roadmapId}/items/{itemId}")
    Answer tick(
        @PathVariable String learnerId,
        @PathVariable String roadmapId,
        @PathVariable String itemId) {
      return new Answer(true, learnerId.length(), List.of(), new Item(itemId, roadmapId));
    }
  }

  public static void main(String[] arguments) {
    var application = new SpringApplication(EmptyApplication.class);
    application.setDefaultProperties(
        Map.of(
            "spring.threads.virtual.enabled", "true",
            "server.tomcat.max-keep-alive-requests", "-1"));
    application.run(arguments);
  }
}
