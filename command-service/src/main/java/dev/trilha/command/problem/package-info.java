/**
 * What went wrong, told to the caller: RFC 9457 problem details, each naming the field and the
 * rule. The only place that turns a refusal into a status.
 */
@NullMarked
package dev.trilha.command.problem;

import org.jspecify.annotations.NullMarked;
