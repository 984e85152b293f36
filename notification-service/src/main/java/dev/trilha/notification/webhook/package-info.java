/**
 * Webhooks that are not Slack's: what they get, and how they know that it is from here. Knows no
 * table.
 */
@NullMarked
package dev.trilha.notification.webhook;

import org.jspecify.annotations.NullMarked;
