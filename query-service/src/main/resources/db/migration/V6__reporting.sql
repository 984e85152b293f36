-- What boards read: views in a schema of their own, about teams, without the tables below them.

-- Every leaf of the tiers of each version, and whether it counts for itself: below a choice (ANY n) it does not.
CREATE TABLE roadmap_leaf (
  roadmap_id text NOT NULL,
  version int NOT NULL,
  leaf_id text NOT NULL,
  tier_id text NOT NULL,
  -- The outermost choice above the leaf, and which of its children the leaf is or belongs to; null without one.
  choice_id text,
  option_id text,
  PRIMARY KEY (roadmap_id, version, leaf_id)
);

CREATE TABLE roadmap_tier (
  roadmap_id text NOT NULL,
  version int NOT NULL,
  tier_id text NOT NULL,
  -- Place in the document, from 1.
  place int NOT NULL,
  title text NOT NULL,
  PRIMARY KEY (roadmap_id, version, tier_id)
);

CREATE FUNCTION leaves_of_tiers(children json)
RETURNS TABLE (leaf_id text, tier_id text, choice_id text, option_id text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 300 AS $$
  WITH RECURSIVE below AS (
    SELECT tier AS node, tier->>'id' AS tier_id, NULL::text AS choice_id, NULL::text AS option_id
    FROM jsonb_array_elements(children::jsonb) AS tier WHERE tier->>'kind' = 'tier'
    UNION ALL
    SELECT child, tier_id,
      coalesce(choice_id, CASE WHEN node->'rule' ? 'any' THEN node->>'id' END),
      coalesce(option_id, CASE WHEN node->'rule' ? 'any' THEN child->>'id' END)
    FROM below CROSS JOIN LATERAL jsonb_array_elements(node->'children') AS child
  )
  SELECT node->>'id', tier_id, choice_id, option_id FROM below WHERE (node->>'leaf')::boolean
$$;

CREATE FUNCTION tiers_of(children json)
RETURNS TABLE (tier_id text, place bigint, title text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 8 AS $$
  SELECT node->>'id', row_number() OVER (ORDER BY place), node->>'title'
  FROM json_array_elements(children) WITH ORDINALITY AS child (node, place) WHERE node->>'kind' = 'tier'
$$;

-- Functions are everybody's by default.
REVOKE EXECUTE ON FUNCTION leaves_of_tiers, tiers_of FROM PUBLIC;

INSERT INTO roadmap_leaf SELECT roadmap_id, version, below.* FROM roadmap_version, leaves_of_tiers(children) AS below;
INSERT INTO roadmap_tier SELECT roadmap_id, version, tier.* FROM roadmap_version, tiers_of(children) AS tier;

-- Who was active lately is asked every few seconds, of all learners.
CREATE INDEX item_state_by_time ON item_state (at) WHERE status <> 'todo';

CREATE VIEW team_leaf AS
SELECT membership.team_id, membership.learner_id, counted.roadmap_id, counted.tier_id, counted.at
FROM team_member AS membership
JOIN team ON team.team_id = membership.team_id AND NOT team.disbanded
-- Per member, so that a board of one team costs what the team has done, not what everybody has.
CROSS JOIN LATERAL (
  SELECT item.roadmap_id, leaf.tier_id, item.at
  FROM enrollment AS e
  JOIN roadmap_leaf AS leaf
    ON leaf.roadmap_id = e.roadmap_id AND leaf.version = e.roadmap_version AND leaf.choice_id IS NULL
  JOIN item_state AS item
    ON item.learner_id = e.learner_id AND item.roadmap_id = e.roadmap_id AND item.item_id = leaf.leaf_id
  WHERE e.learner_id = membership.learner_id AND item.status = 'done'
  UNION ALL
  SELECT roadmap_id, tier_id, at
  FROM (
    SELECT option.roadmap_id, option.tier_id, option.at, choice.done,
      row_number() OVER (PARTITION BY option.roadmap_id, option.choice_id ORDER BY option.at, option.option_id) AS place
    FROM (
      SELECT e.learner_id, e.roadmap_id, leaf.tier_id, leaf.choice_id, leaf.option_id, max(item.at) AS at,
        bool_or(leaf.option_id = leaf.leaf_id) AS is_leaf
      FROM enrollment AS e
      JOIN roadmap_leaf AS leaf
        ON leaf.roadmap_id = e.roadmap_id AND leaf.version = e.roadmap_version AND leaf.choice_id IS NOT NULL
      JOIN item_state AS item
        ON item.learner_id = e.learner_id AND item.roadmap_id = e.roadmap_id AND item.item_id = leaf.leaf_id
      WHERE e.learner_id = membership.learner_id AND item.status = 'done'
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
  WHERE place <= done
) AS counted
WHERE membership.member;
COMMENT ON VIEW team_leaf IS
'A row for each leaf that the progress of a member counts as done: as many as enrollment.done says, whenever they were
ticked, before the member joined included. A leaf is dated by its newest tick; one that is taken back is gone from its
day. A choice (ANY n) is worth n, whatever is ticked below it: its first n finished options count, each dated by the
last tick inside it, and a further option adds nothing. A choice within a choice belongs to the outer one. Names
people, whether they like it or not: never to be granted to anybody.';

CREATE SCHEMA reporting;

CREATE VIEW reporting.team AS
SELECT team_id, name AS team FROM team WHERE NOT disbanded;
COMMENT ON VIEW reporting.team IS 'Teams that exist.';

CREATE VIEW reporting.roadmap AS
SELECT DISTINCT ON (roadmap_id) roadmap_id, title AS roadmap FROM roadmap_version ORDER BY roadmap_id, version DESC;
COMMENT ON VIEW reporting.roadmap IS 'Published roadmaps, by the title of their newest version.';

-- security_barrier wherever rows are held back: without it a reader's own function could look at them first.
CREATE VIEW reporting.team_member WITH (security_barrier) AS
SELECT team_id, learner_id, coalesce(display_name, learner_id) AS learner, joined_at
FROM team_member
JOIN team USING (team_id)
LEFT JOIN learner_profile USING (learner_id)
WHERE member AND NOT disbanded AND NOT coalesce(leaderboard_opt_out, false);
COMMENT ON VIEW reporting.team_member IS
'Members by the name they chose, without those who opted out of leaderboards: no view that names people has them.';

CREATE VIEW reporting.leaves_per_day AS
SELECT team_id, roadmap_id, date_trunc('day', at, 'UTC') AS day, count(*) AS leaves
FROM team_leaf GROUP BY team_id, roadmap_id, date_trunc('day', at, 'UTC');
COMMENT ON VIEW reporting.leaves_per_day IS
'Leaves completed by the members a team has now, by the day (UTC) they say they did it. A leaf is what progress counts:
a choice (ANY n) is worth n, and its first n finished options are dated by the last tick inside them. All members
count here, since nobody is named. Days without leaves have no row.';

CREATE VIEW reporting.member_leaves_per_day WITH (security_barrier) AS
SELECT team_id, learner_id, member.learner, leaf.roadmap_id, date_trunc('day', leaf.at, 'UTC') AS day,
  count(*) AS leaves
FROM reporting.team_member AS member JOIN team_leaf AS leaf USING (team_id, learner_id)
GROUP BY team_id, learner_id, member.learner, leaf.roadmap_id, date_trunc('day', leaf.at, 'UTC');
COMMENT ON VIEW reporting.member_leaves_per_day IS
'The same by member, without those who opted out of leaderboards.';

CREATE VIEW reporting.leaves_per_week AS
SELECT team.team_id, weekly.roadmap_id, weekly.week, weekly.leaves, weekly.four_week_average
FROM team
CROSS JOIN LATERAL (
  WITH counted AS MATERIALIZED (
    SELECT roadmap_id, date_trunc('week', at, 'UTC') AS week, count(*) AS leaves
    FROM team_leaf WHERE team_leaf.team_id = team.team_id GROUP BY roadmap_id, date_trunc('week', at, 'UTC')
  ),
  -- All roadmaps of a team from its first week on, so that their averages may be added up. Weeks are counted in
  -- hours: a day of the reader's time zone may have 23.
  calendar AS (
    SELECT generate_series(min(week), date_trunc('week', now(), 'UTC'), '168 hours') AS week FROM counted
  )
  SELECT roadmap_id, week, coalesce(leaves, 0) AS leaves,
    avg(coalesce(leaves, 0)) OVER (PARTITION BY roadmap_id ORDER BY week ROWS 3 PRECEDING) AS four_week_average
  FROM (SELECT DISTINCT roadmap_id FROM counted) AS roadmaps CROSS JOIN calendar
  LEFT JOIN counted USING (roadmap_id, week)
) AS weekly
WHERE NOT team.disbanded;
COMMENT ON VIEW reporting.leaves_per_week IS
'Leaves completed by week (from Monday, UTC), from the team''s first week to this one, weeks without leaves included;
and the mean of that week and the three before it (of as many as there are since the first). This week is not over.';

CREATE VIEW reporting.tier_finished AS
SELECT leaf.team_id, leaf.roadmap_id, leaf.tier_id, tier.place, tier.title AS tier,
  min(leaf.at) AS first_leaf_at, max(leaf.at) AS last_leaf_at
FROM team_leaf AS leaf
JOIN enrollment AS e ON e.learner_id = leaf.learner_id AND e.roadmap_id = leaf.roadmap_id
JOIN section_tally AS tally
  ON tally.learner_id = leaf.learner_id AND tally.roadmap_id = leaf.roadmap_id AND tally.section_id = leaf.tier_id
    AND tally.done > 0 AND tally.done + tally.skipped >= tally.total
JOIN roadmap_tier AS tier
  ON tier.roadmap_id = e.roadmap_id AND tier.version = e.roadmap_version AND tier.tier_id = leaf.tier_id
GROUP BY leaf.team_id, leaf.learner_id, leaf.roadmap_id, leaf.tier_id, tier.place, tier.title;
COMMENT ON VIEW reporting.tier_finished IS
'A row for each member and tier that the member has finished, without saying who: the dates of the first and of the
last leaf that count for it.';

CREATE VIEW reporting.leaderboard WITH (security_barrier) AS
SELECT member.team_id, member.learner_id, member.learner, roadmap_id,
  coalesce(e.done, 0) AS done, coalesce(e.skipped, 0) AS skipped, coalesce(e.total, 0) AS total
FROM reporting.team_member AS member
CROSS JOIN LATERAL (
  SELECT DISTINCT roadmap_id FROM team_member AS other JOIN enrollment USING (learner_id)
  WHERE other.team_id = member.team_id AND other.member
) AS walked
LEFT JOIN enrollment AS e USING (learner_id, roadmap_id);
COMMENT ON VIEW reporting.leaderboard IS
'Where each member stands on each roadmap that somebody of the team is on; zeros for who has not begun. Without those
who opted out of leaderboards. A rank is left to the reader: it depends on the roadmaps that are looked at.';

CREATE VIEW reporting.active_members AS
SELECT membership.team_id, item.roadmap_id, date_trunc('week', item.at, 'UTC') AS week,
  count(DISTINCT membership.learner_id) AS members
FROM team_member AS membership
JOIN team ON team.team_id = membership.team_id AND NOT team.disbanded
JOIN item_state AS item ON item.learner_id = membership.learner_id AND item.status <> 'todo'
WHERE membership.member
GROUP BY GROUPING SETS (
  (membership.team_id, item.roadmap_id, date_trunc('week', item.at, 'UTC')),
  (membership.team_id, date_trunc('week', item.at, 'UTC')));
COMMENT ON VIEW reporting.active_members IS
'How many members of a team started, finished or skipped an item in a week (from Monday, UTC), by the newest tick of
each item. The rows without roadmap_id are for all roadmaps together: people are not added up.';

CREATE VIEW reporting.team_standing AS
SELECT membership.team_id, e.roadmap_id, count(DISTINCT membership.learner_id) AS members,
  count(DISTINCT membership.learner_id) FILTER (WHERE recent.active) AS active_members,
  sum(e.done) AS leaves
FROM team_member AS membership
JOIN team ON team.team_id = membership.team_id AND NOT team.disbanded
JOIN enrollment AS e ON e.learner_id = membership.learner_id
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM item_state AS item
    WHERE item.learner_id = e.learner_id AND item.roadmap_id = e.roadmap_id AND item.status <> 'todo'
      AND item.at >= now() - interval '168 hours') AS active
) AS recent
WHERE membership.member
GROUP BY GROUPING SETS ((membership.team_id, e.roadmap_id), (membership.team_id));
COMMENT ON VIEW reporting.team_standing IS
'What a team comes to now: members on the roadmap, those of them who started, finished or skipped an item of it in
the last seven days, and leaves done as progress counts them. The rows without roadmap_id are for all together.';

-- To PUBLIC, not to a role: roles belong to a whole server, and this migration neither knows nor may make them. It
-- gives nothing away: who may connect to the database decides (nobody but its owner, unless told otherwise), and who
-- may connect sees these views and, having no right to any table, nothing else. A view reads with its owner's rights.
GRANT USAGE ON SCHEMA reporting TO PUBLIC;
GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO PUBLIC;
