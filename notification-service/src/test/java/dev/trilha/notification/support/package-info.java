/** What tests that run the service need: a Slack of their own, and the words to speak with it. */
@NullMarked
package dev.trilha.notification.support;

import org.jspecify.annotations.NullMarked;
