/** From a log line here back to the request that caused it. */
@NullMarked
package dev.trilha.notification.trace;

import org.jspecify.annotations.NullMarked;
