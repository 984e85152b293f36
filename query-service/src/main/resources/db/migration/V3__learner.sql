-- The only personal data here; a row is deleted when its person is erased.
CREATE TABLE learner_profile (
  learner_id text PRIMARY KEY,
  display_name text NOT NULL,
  time_zone text NOT NULL,
  locale text NOT NULL,
  leaderboard_opt_out boolean NOT NULL
);
