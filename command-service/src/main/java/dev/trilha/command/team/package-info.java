/** Teams and who is in them. */
@NullMarked
package dev.trilha.command.team;

import org.jspecify.annotations.NullMarked;
