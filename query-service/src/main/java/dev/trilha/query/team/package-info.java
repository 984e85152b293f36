/** Teams and who is in them. */
@NullMarked
package dev.trilha.query.team;

import org.jspecify.annotations.NullMarked;
