/**
 * Messages as Kafka records: CloudEvents 1.0 in binary mode, the value being the event's JSON
 * alone.
 */
@NullMarked
package dev.trilha.schemas.cloudevents;

import org.jspecify.annotations.NullMarked;
