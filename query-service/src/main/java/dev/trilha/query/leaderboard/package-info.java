/**
 * Who is how far, in order: in a team, among teams, and of all who are on a roadmap. Keeps no rows
 * of its own.
 */
@NullMarked
package dev.trilha.query.leaderboard;

import org.jspecify.annotations.NullMarked;
