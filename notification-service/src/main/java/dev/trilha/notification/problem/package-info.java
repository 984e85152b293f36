/**
 * Errors as people get them: RFC 9457, with the field and the rule. Every exception is turned into
 * an answer here.
 */
@NullMarked
package dev.trilha.notification.problem;

import org.jspecify.annotations.NullMarked;
