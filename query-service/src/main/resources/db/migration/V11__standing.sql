-- How many learners stand where on each roadmap, so that a rank among all of them is a sum over a few rows.

-- Whoever reads goes on; writers wait until what is here is counted.
LOCK TABLE enrollment, learner_profile IN SHARE ROW EXCLUSIVE MODE;

INSERT INTO hidden_learner SELECT learner_id FROM learner_profile WHERE leaderboard_opt_out;
UPDATE enrollment SET hidden = true FROM hidden_learner AS who WHERE who.learner_id = enrollment.learner_id;

-- As the service rounds it; null when nothing applies.
CREATE FUNCTION share_of(done int, skipped int, total int) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN total > skipped THEN least(100, 100 * done::bigint / (total - skipped))::int END;

-- The order of a board: negated, so that one comparison of rows goes on behind a place, or before it.
CREATE INDEX enrollment_by_leaves ON enrollment (roadmap_id, (-done), learner_id COLLATE "C") WHERE NOT hidden;
CREATE INDEX enrollment_by_share
ON enrollment (roadmap_id, (-coalesce(share_of(done, skipped, total), -1)), learner_id COLLATE "C") WHERE NOT hidden;

CREATE TABLE standing_count (
  roadmap_id text NOT NULL,
  measure text NOT NULL CHECK (measure IN ('leaves', 'share')),
  -- Leaves done; or percent, -1 when nothing applies.
  value int NOT NULL,
  -- Writers that write at the same time write to different rows, and do not wait for each other. Only the sum over the
  -- slots means anything; one of them may be below zero.
  slot smallint NOT NULL,
  learners bigint NOT NULL,
  PRIMARY KEY (roadmap_id, measure, value, slot)
) WITH (fillfactor = 50);

INSERT INTO standing_count
SELECT roadmap_id, measure, value, 0, count(*)
FROM enrollment
CROSS JOIN LATERAL (VALUES ('leaves', done), ('share', coalesce(share_of(done, skipped, total), -1)))
  AS standing (measure, value)
WHERE NOT hidden
GROUP BY roadmap_id, measure, value;

CREATE FUNCTION add_standings(roadmaps text[], dones int[], shares int[], changes int[]) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO standing_count AS known (roadmap_id, measure, value, slot, learners)
  SELECT roadmap_id, measure, value, pg_backend_pid() % 8, sum(change)
  FROM unnest(roadmaps, dones, shares, changes) AS moved (roadmap_id, done, share, change)
  CROSS JOIN LATERAL (VALUES ('leaves', done), ('share', coalesce(share, -1))) AS standing (measure, value)
  GROUP BY roadmap_id, measure, value HAVING sum(change) <> 0
  -- Always in the same order, so that writers who share a slot after all wait in line and not for each other.
  ORDER BY roadmap_id, measure, value
  ON CONFLICT (roadmap_id, measure, value, slot) DO UPDATE SET learners = known.learners + excluded.learners
$$;

-- The change is what the writing statement did to its rows: what it refuses as old, or writes again as it was, changes
-- nothing here, and whoever writes (an older version of the service too) is counted.
CREATE FUNCTION count_standings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN
      PERFORM add_standings(array_agg(roadmap_id), array_agg(done), array_agg(share_of(done, skipped, total)),
        array_agg(1))
      FROM added WHERE NOT hidden;
    WHEN 'UPDATE' THEN
      PERFORM add_standings(array_agg(roadmap_id), array_agg(done), array_agg(share_of(done, skipped, total)),
        array_agg(change))
      FROM (SELECT *, 1 AS change FROM added UNION ALL SELECT *, -1 FROM removed) AS changed WHERE NOT hidden;
    WHEN 'DELETE' THEN
      PERFORM add_standings(array_agg(roadmap_id), array_agg(done), array_agg(share_of(done, skipped, total)),
        array_agg(-1))
      FROM removed WHERE NOT hidden;
  END CASE;
  RETURN NULL;
END
$$;

CREATE TRIGGER count_added AFTER INSERT ON enrollment
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_standings();
CREATE TRIGGER count_changed AFTER UPDATE ON enrollment
REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_standings();
CREATE TRIGGER count_removed AFTER DELETE ON enrollment
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_standings();

-- Functions are everybody's by default.
REVOKE EXECUTE ON FUNCTION share_of, add_standings, count_standings FROM PUBLIC;
