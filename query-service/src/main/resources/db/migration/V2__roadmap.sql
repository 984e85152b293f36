CREATE TABLE roadmap_version (
  roadmap_id text NOT NULL,
  version int NOT NULL,
  sequence bigint NOT NULL,
  title text NOT NULL,
  language text NOT NULL,
  -- Leaves of its tiers.
  total int NOT NULL,
  published_at timestamptz NOT NULL,
  -- The tree as it was published; json, not jsonb, because it is only ever handed out whole.
  children json NOT NULL,
  PRIMARY KEY (roadmap_id, version)
);
