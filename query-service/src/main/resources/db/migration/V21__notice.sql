-- What was projected lately, for those who listen: a tail of bounded length. Whoever writes here holds an advisory lock
-- until the commit, so that the ids are in the order in which rows become visible and a reader never passes one over.
CREATE TABLE service.notice (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  stream text NOT NULL,
  version bigint NOT NULL,
  -- Whom it concerns: learner/ID, team/ID.
  subjects text[] NOT NULL,
  content text NOT NULL
);
