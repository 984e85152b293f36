package dev.trilha.schemas.planted;

import org.springframework.stereotype.Component;

/** A message that knows Spring. */
@Component
public class SpringyMessage {}
