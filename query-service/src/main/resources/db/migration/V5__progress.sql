-- Where each learner stands on each roadmap, after the event at sequence.
CREATE TABLE enrollment (
  learner_id text NOT NULL,
  roadmap_id text NOT NULL,
  roadmap_version int NOT NULL,
  sequence bigint NOT NULL,
  done int NOT NULL,
  skipped int NOT NULL,
  total int NOT NULL,
  newest_at timestamptz NOT NULL,
  completed_at timestamptz,
  PRIMARY KEY (learner_id, roadmap_id)
);

-- The same of every node with children in which something happened; the others stand at zero.
CREATE TABLE section_tally (
  learner_id text NOT NULL,
  roadmap_id text NOT NULL,
  section_id text NOT NULL,
  sequence bigint NOT NULL,
  done int NOT NULL,
  skipped int NOT NULL,
  total int NOT NULL,
  completed_at timestamptz,
  PRIMARY KEY (learner_id, roadmap_id, section_id)
);

CREATE TABLE item_state (
  learner_id text NOT NULL,
  roadmap_id text NOT NULL,
  item_id text NOT NULL,
  sequence bigint NOT NULL,
  status text NOT NULL CHECK (status IN ('todo', 'in-progress', 'done', 'skipped')),
  at timestamptz NOT NULL,
  PRIMARY KEY (learner_id, roadmap_id, item_id)
);
