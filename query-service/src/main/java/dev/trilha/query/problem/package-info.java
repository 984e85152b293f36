/** What this service says when it cannot answer: RFC 9457 problem details, all made here. */
@NullMarked
package dev.trilha.query.problem;

import org.jspecify.annotations.NullMarked;
