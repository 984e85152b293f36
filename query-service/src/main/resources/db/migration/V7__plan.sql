-- What the rows of a roadmap's plan are about, of the newest version; made by hand.
CREATE TABLE roadmap_plan (
  roadmap_id text PRIMARY KEY,
  sequence bigint NOT NULL,
  -- [{"id": plan row, "topics": [node, …]}, …]
  rows json NOT NULL
);

-- The first day of the plan's first week, where the learner lives; null for who does not walk by the plan.
ALTER TABLE enrollment ADD COLUMN plan_start date;
