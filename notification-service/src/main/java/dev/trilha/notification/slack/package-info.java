/**
 * Slack: which addresses may be called, how a message looks, what an answer means. Knows no table.
 */
@NullMarked
package dev.trilha.notification.slack;

import org.jspecify.annotations.NullMarked;
