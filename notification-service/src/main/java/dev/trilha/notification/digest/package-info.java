/** A team's week, told on Monday morning. */
@NullMarked
package dev.trilha.notification.digest;

import org.jspecify.annotations.NullMarked;
