-- Every event of every enrollment, as it was.
CREATE TABLE activity (
  learner_id text NOT NULL,
  roadmap_id text NOT NULL,
  sequence bigint NOT NULL,
  type text NOT NULL,
  roadmap_version int NOT NULL,
  -- The item, topic or tier; null when the event is about the roadmap.
  node_id text,
  -- When the learner says it happened.
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  done int NOT NULL,
  skipped int NOT NULL,
  total int NOT NULL,
  PRIMARY KEY (learner_id, roadmap_id, sequence)
);
CREATE INDEX activity_by_time ON activity (learner_id, at DESC, roadmap_id COLLATE "C" DESC, sequence DESC);

-- What was read before this table was there is read again, from the beginning: the other tables take nothing twice.
-- Until that is done nobody can say how fresh the answers are.
UPDATE inbox_position SET next_offset = 0, read_up_to = NULL WHERE topic = 'trilha.enrollment.v1';
