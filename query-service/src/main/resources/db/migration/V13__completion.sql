-- When each leaf that is done was done first: what is counted per day, week and month, and what boards of a period rank.

-- Whoever reads goes on; writers wait until what is here is dated.
LOCK TABLE item_state IN SHARE ROW EXCLUSIVE MODE;

UPDATE item_state AS item SET first_done_at = first.at
FROM (
  SELECT learner_id, roadmap_id, node_id, min(at) AS at FROM activity WHERE type = 'item-completed'
  GROUP BY learner_id, roadmap_id, node_id
) AS first
WHERE first.learner_id = item.learner_id AND first.roadmap_id = item.roadmap_id AND first.node_id = item.item_id
  AND (item.status <> 'done' OR first.at < item.at);

-- A row for each item that is done. A moment, not a day: which day it was depends on who asks.
CREATE TABLE completion (
  learner_id text NOT NULL,
  roadmap_id text NOT NULL,
  item_id text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (learner_id, roadmap_id, item_id, at)
) PARTITION BY RANGE (at);

-- What lies outside the months that there are.
CREATE TABLE completion_elsewhen PARTITION OF completion DEFAULT;

-- A partition for each month (UTC) from the one to the other that has none yet; takes what of it is elsewhen. Whoever
-- reads or writes what is elsewhen waits for it, a moment, and nobody else.
CREATE FUNCTION make_completion_months(first_month date, last_month date) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  month timestamptz;
  made int := 0;
  name text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('make_completion_months'));
  FOR month IN
    SELECT generate_series(date_trunc('month', first_month::timestamp), last_month::timestamp, '1 month')
      AT TIME ZONE 'UTC'
  LOOP
    name := 'completion_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM');
    CONTINUE WHEN to_regclass(format('%I.%I', current_schema(), name)) IS NOT NULL;
    IF made = 0 THEN
      LOCK TABLE completion_elsewhen IN ACCESS EXCLUSIVE MODE;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE completion INCLUDING ALL)', name);
    EXECUTE format(
      'WITH moved AS (DELETE FROM completion_elsewhen WHERE at >= %1$L AND at < %2$L RETURNING *)
       INSERT INTO %3$I SELECT * FROM moved',
      month, month + interval '1 month', name);
    EXECUTE format('ALTER TABLE completion ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
      name, month, month + interval '1 month');
    made := made + 1;
  END LOOP;
  RETURN made;
END
$$ SET timezone = 'UTC';

SELECT make_completion_months((now() - interval '24 months')::date, (now() + interval '2 months')::date);

INSERT INTO completion
SELECT learner_id, roadmap_id, item_id, coalesce(first_done_at, at) FROM item_state WHERE status = 'done';

-- Follows the items, whoever writes them. What is taken back is looked up by its moment, one at a time: that finds the
-- one partition, and is rare.
CREATE FUNCTION date_completions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  gone record;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    FOR gone IN
      SELECT learner_id, roadmap_id, item_id, coalesce(was.first_done_at, was.at) AS at
      FROM removed AS was JOIN added AS now USING (learner_id, roadmap_id, item_id)
      WHERE was.status = 'done'
        AND (now.status <> 'done' OR coalesce(now.first_done_at, now.at) <> coalesce(was.first_done_at, was.at))
    LOOP
      DELETE FROM completion WHERE learner_id = gone.learner_id AND roadmap_id = gone.roadmap_id
        AND item_id = gone.item_id AND at = gone.at;
    END LOOP;
  ELSIF TG_OP = 'DELETE' THEN
    FOR gone IN
      SELECT learner_id, roadmap_id, item_id, coalesce(first_done_at, at) AS at FROM removed WHERE status = 'done'
    LOOP
      DELETE FROM completion WHERE learner_id = gone.learner_id AND roadmap_id = gone.roadmap_id
        AND item_id = gone.item_id AND at = gone.at;
    END LOOP;
    RETURN NULL;
  END IF;
  INSERT INTO completion
  SELECT learner_id, roadmap_id, item_id, coalesce(first_done_at, at) FROM added WHERE status = 'done'
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;

CREATE TRIGGER date_added AFTER INSERT ON item_state
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION date_completions();
CREATE TRIGGER date_changed AFTER UPDATE ON item_state
REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION date_completions();
CREATE TRIGGER date_removed AFTER DELETE ON item_state
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION date_completions();

REVOKE EXECUTE ON FUNCTION make_completion_months, date_completions FROM PUBLIC;

-- Who dwells on what, the longest first.
CREATE INDEX item_state_in_progress ON item_state (learner_id, at) WHERE status = 'in-progress';

CREATE VIEW counted_leaf AS
SELECT e.learner_id, e.roadmap_id, leaf.tier_id, done.at
FROM enrollment AS e
JOIN completion AS done ON done.learner_id = e.learner_id AND done.roadmap_id = e.roadmap_id
JOIN roadmap_leaf AS leaf
  ON leaf.roadmap_id = e.roadmap_id AND leaf.version = e.roadmap_version AND leaf.leaf_id = done.item_id
    AND leaf.choice_id IS NULL
UNION ALL
SELECT learner_id, roadmap_id, tier_id, at
FROM (
  SELECT option.learner_id, option.roadmap_id, option.tier_id, option.at, choice.done,
    row_number() OVER (
      PARTITION BY option.learner_id, option.roadmap_id, option.choice_id ORDER BY option.at, option.option_id) AS place
  FROM (
    SELECT e.learner_id, e.roadmap_id, leaf.tier_id, leaf.choice_id, leaf.option_id,
      max(coalesce(item.first_done_at, item.at)) AS at, bool_or(leaf.option_id = leaf.leaf_id) AS is_leaf
    FROM enrollment AS e
    JOIN roadmap_leaf AS leaf
      ON leaf.roadmap_id = e.roadmap_id AND leaf.version = e.roadmap_version AND leaf.choice_id IS NOT NULL
    JOIN item_state AS item
      ON item.learner_id = e.learner_id AND item.roadmap_id = e.roadmap_id AND item.item_id = leaf.leaf_id
    WHERE item.status = 'done'
    GROUP BY e.learner_id, e.roadmap_id, leaf.tier_id, leaf.choice_id, leaf.option_id
  ) AS option
  JOIN section_tally AS choice
    ON choice.learner_id = option.learner_id AND choice.roadmap_id = option.roadmap_id
      AND choice.section_id = option.choice_id
  LEFT JOIN section_tally AS section
    ON section.learner_id = option.learner_id AND section.roadmap_id = option.roadmap_id
      AND section.section_id = option.option_id
  WHERE option.is_leaf OR (section.done > 0 AND section.done + section.skipped >= section.total)
) AS options
WHERE place <= done;
COMMENT ON VIEW counted_leaf IS
'A row for each leaf that the progress of a learner counts as done: as many as enrollment.done says. A leaf is dated by
the earliest moment that its learner ever gave for it, however often it was taken back and done again; one that is taken
back now is no row. A choice (ANY n) is worth n, whatever is ticked below it: its first n finished options count, each
dated by the last leaf inside it, and a further option adds nothing. A choice within a choice belongs to the outer one.';

-- The same leaves for boards; until now they were dated by their newest tick.
CREATE OR REPLACE VIEW team_leaf AS
SELECT membership.team_id, membership.learner_id, counted.roadmap_id, counted.tier_id, counted.at
FROM team_member AS membership
JOIN team ON team.team_id = membership.team_id AND NOT team.disbanded
-- Per member, so that a board of one team costs what the team has done, not what everybody has.
CROSS JOIN LATERAL (
  SELECT roadmap_id, tier_id, at FROM counted_leaf WHERE learner_id = membership.learner_id OFFSET 0
) AS counted
WHERE membership.member;
COMMENT ON VIEW team_leaf IS
'The counted leaves of the members a team has now, those from before they joined included. Names people, whether they
like it or not: never to be granted to anybody.';
