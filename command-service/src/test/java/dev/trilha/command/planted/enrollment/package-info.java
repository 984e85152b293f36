/** Classes that break a rule on purpose, so that the rule is seen to bite. */
@NullMarked
package dev.trilha.command.planted.enrollment;

import org.jspecify.annotations.NullMarked;
