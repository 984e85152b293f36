-- Where news begins in a partition. What lies before was there when this service came: it says how people stand, and is told
-- to nobody. A partition that is not named has news from its beginning.
create table inbox_news (
  topic     text   not null,
  partition int    not null,
  news_from bigint not null,
  primary key (topic, partition)
);
-- Version 1 left history out. It is read now, and what was told stays told. Profiles are read again: more of them is kept.
insert into inbox_news
  select topic, partition, next_offset from inbox_offset where topic = 'trilha.enrollment.v1';
update inbox_offset set next_offset = 0 where topic in ('trilha.enrollment.v1', 'trilha.learner-profile.v1');
delete from stream_position where stream like 'enrollment/%';

-- How people stand, as the newest event says.
create table enrollment (
  learner_id      text not null,
  roadmap_id      text not null,
  roadmap_version int  not null,
  done            int  not null,
  skipped         int  not null,
  total           int  not null,
  -- When the learner first did something on it, and when something was last completed; by the learner's own word.
  began_at        timestamptz,
  last_at         timestamptz,
  -- The first day of the plan that the learner walks by.
  plan_start      date,
  completed_at    timestamptz,
  -- False where a change of the roadmap completed it.
  by_learner      boolean not null default true,
  primary key (learner_id, roadmap_id)
);
create table enrollment_section (
  learner_id   text not null,
  roadmap_id   text not null,
  section_id   text not null,
  done         int  not null,
  skipped      int  not null,
  total        int  not null,
  began_at     timestamptz,
  -- Of tiers alone.
  title        text,
  completed_at timestamptz,
  by_learner   boolean not null default true,
  primary key (learner_id, roadmap_id, section_id)
);
create index on enrollment_section (learner_id, completed_at) where completed_at is not null;
-- Leaves that count, with the earliest moment ever given: taking back and ticking again moves nothing into this week.
create table completed_leaf (
  learner_id text        not null,
  roadmap_id text        not null,
  item_id    text        not null,
  at         timestamptz not null,
  done       boolean     not null,
  primary key (learner_id, roadmap_id, item_id)
);
create index on completed_leaf (learner_id, at) where done;

create table roadmap_version (
  roadmap_id text not null,
  version    int  not null,
  title      text not null,
  -- Of every node that counts for something: the node above it, and what it counts for.
  outline    jsonb not null,
  primary key (roadmap_id, version)
);
create table roadmap_tier (
  roadmap_id text not null,
  version    int  not null,
  tier_id    text not null,
  place      int  not null,
  title      text not null,
  total      int  not null,
  primary key (roadmap_id, version, tier_id)
);
-- What a plan is mapped to, each node once: due in weeks counted from the plan's start.
create table planned_node (
  roadmap_id text not null,
  version    int  not null,
  node_id    text not null,
  from_week  int  not null,
  to_week    int  not null,
  total      int  not null,
  primary key (roadmap_id, version, node_id)
);

alter table learner add column leaderboard_opt_out boolean not null default false;

-- A digest is of nobody in particular. For a whole roadmap tier_id is empty; of a team's tier, learner_id is team/ and its id.
alter table delivery alter column learner_id drop not null;
