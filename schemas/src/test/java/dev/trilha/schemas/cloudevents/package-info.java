/** Records of Kafka, good and bad. */
@NullMarked
package dev.trilha.schemas.cloudevents;

import org.jspecify.annotations.NullMarked;
