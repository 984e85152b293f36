package dev.trilha.command.planted.enrollment;

import java.time.Instant;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.springframework.stereotype.Component;

/** An aggregate that is wired by Spring and looks at the clock. */
@Component
public class SpringyAggregate {
  @AggregateIdentifier final String id = Instant.now().toString();

  public String id() {
    return id;
  }
}
