-- Who is on no leaderboard: opted out, or erased. An id, and nothing else.
CREATE TABLE hidden_learner (
  learner_id text PRIMARY KEY
);

-- By itself, because it locks the table for everybody, if only for a moment.
ALTER TABLE enrollment ADD COLUMN hidden boolean NOT NULL DEFAULT false;
