/** What is wired for the service as a whole. */
@NullMarked
package dev.trilha.notification.config;

import org.jspecify.annotations.NullMarked;
