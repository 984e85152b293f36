CREATE TABLE team (
  team_id text PRIMARY KEY,
  name text NOT NULL,
  sequence bigint NOT NULL,
  disbanded boolean NOT NULL,
  changed_at timestamptz NOT NULL
);

-- Who left stays, as no member, so that an old joining cannot come back.
CREATE TABLE team_member (
  team_id text NOT NULL,
  learner_id text NOT NULL,
  sequence bigint NOT NULL,
  member boolean NOT NULL,
  joined_at timestamptz NOT NULL,
  PRIMARY KEY (team_id, learner_id)
);
CREATE INDEX team_member_by_learner ON team_member (learner_id) WHERE member;
