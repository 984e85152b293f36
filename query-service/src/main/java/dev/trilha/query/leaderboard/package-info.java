/** Who is how far in a team, in order. Keeps no rows of its own. */
@NullMarked
package dev.trilha.query.leaderboard;

import org.jspecify.annotations.NullMarked;
