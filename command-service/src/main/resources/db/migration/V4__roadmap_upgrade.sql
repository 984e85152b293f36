-- Publishers who want all learners on a version. A row goes when a walk over the roadmap's enrollments found nobody left to move.
create table roadmap_upgrade (
  roadmap_id text        primary key,
  version    integer     not null,
  ordered_at timestamptz not null default now(),
  -- the walk has come to the enrollment that began at this position of the store
  position   bigint      not null default 0,
  -- moved in this walk
  moved      bigint      not null default 0,
  walk_began timestamptz not null default now()
);

-- Finds the enrollments of a roadmap without reading their ticks.
create index event_learner_enrolled on event (position) where type = 'learner-enrolled';
