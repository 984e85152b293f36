package dev.trilha.notification.config;

import dev.trilha.notification.problem.BodyLimit;
import dev.trilha.notification.transaction.Transactions;
import java.time.Clock;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.validation.Validator;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

@Configuration(proxyBeanMethods = false)
class ServiceConfiguration {
  private static final int LARGEST_BODY = 16 * 1024;

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  TransactionManager axonTransactionManager(PlatformTransactionManager transactionManager) {
    return new SpringTransactionManager(transactionManager);
  }

  @Bean
  Transactions transactions(TransactionManager transactionManager) {
    return new Transactions(transactionManager);
  }

  /**
   * Requests check themselves. The validator that springdoc brings along would be set up for
   * nothing at every start.
   */
  @Bean
  WebMvcConfigurer noValidator() {
    return new WebMvcConfigurer() {
      @Override
      public Validator getValidator() {
        // Nothing is of the type that it is for.
        return Validator.forType(Void.class, (nothing, errors) -> {});
      }
    };
  }

  /** A number is no text; the settings have no word for it. */
  @Bean
  JsonMapperBuilderCustomizer noNumberIsAText() {
    return requests ->
        requests.withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }

  @Bean
  FilterRegistrationBean<BodyLimit> bodyLimit() {
    var registration = new FilterRegistrationBean<>(new BodyLimit(LARGEST_BODY));
    registration.addUrlPatterns("/v1/*");
    return registration;
  }
}
