/** Who is in which team, as the team topic says. */
@NullMarked
package dev.trilha.notification.team;

import org.jspecify.annotations.NullMarked;
