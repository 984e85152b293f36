-- A generation is a set of the tables that are made from the topics, in a schema of its own; one is served at a time.
CREATE TABLE service.generation (
  name text PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('filling', 'served', 'retired')),
  since timestamptz NOT NULL
);
CREATE UNIQUE INDEX generation_served ON service.generation (state) WHERE state = 'served';
INSERT INTO service.generation VALUES (current_schema(), 'served', now());

-- Every time that a generation was filled.
CREATE TABLE service.rebuild (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('switch', 'verify')),
  generation text NOT NULL,
  state text NOT NULL CHECK (state IN ('filling', 'switching', 'comparing', 'done', 'cancelled', 'failed')),
  cancel boolean NOT NULL DEFAULT false,
  records_written bigint NOT NULL DEFAULT 0,
  records_total bigint NOT NULL DEFAULT 0,
  records_per_second double precision NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  -- Of a comparison: how many hashes were compared, and how many learners, teams and roadmaps differ.
  compared bigint,
  different bigint,
  cause text
);

-- What a comparison found, row by row, as far as people read.
CREATE TABLE service.difference (
  rebuild_id bigint NOT NULL REFERENCES service.rebuild ON DELETE CASCADE,
  place int NOT NULL,
  table_name text NOT NULL,
  subject text NOT NULL,
  -- In which of the two the row is.
  side text NOT NULL CHECK (side IN ('served', 'recomputed')),
  content text NOT NULL,
  PRIMARY KEY (rebuild_id, place)
);
