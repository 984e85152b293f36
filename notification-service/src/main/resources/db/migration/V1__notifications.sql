-- Where reading starts and has come to. A topic has an origin once, for ever: it says that the offsets below were chosen.
create table inbox_origin (
  topic    text primary key,
  noted_at timestamptz not null default now()
);
create table inbox_offset (
  topic       text   not null,
  partition   int    not null,
  next_offset bigint not null,
  primary key (topic, partition)
);
-- The newest event applied of each stream that matters here: a repeat of it, or of an older one, changes nothing.
create table stream_position (
  stream   text primary key,
  sequence bigint not null
);
create table parked_record (
  id            bigint generated always as identity primary key,
  topic         text        not null,
  partition     int         not null,
  record_offset bigint      not null,
  record_key    text,
  event_type    text,
  value         bytea,
  reason        text        not null,
  detail        text        not null,
  parked_at     timestamptz not null default now(),
  unique (topic, partition, record_offset)
);

create table team (
  team_id text primary key,
  name    text not null
);
create table team_member (
  team_id    text not null,
  learner_id text not null,
  primary key (team_id, learner_id)
);
create index on team_member (learner_id);

create table learner (
  learner_id   text primary key,
  display_name text not null,
  time_zone    text not null
);

-- A channel is an address of Slack, whichever teams share it. It is free again at free_at: that one moment is the lease of
-- whoever is sending, the pause between two messages and the back-off after a failure.
create table slack_channel (
  channel_id text primary key,
  free_at    timestamptz not null default now(),
  lease      uuid
);
create table slack_subscription (
  team_id     text primary key,
  channel_id  text        not null references slack_channel,
  webhook_url bytea       not null,
  language    text        not null,
  events      text[]      not null,
  changed_at  timestamptz not null default now()
);
create index on slack_subscription (channel_id);

-- When a learner's tier was last announced.
create table celebration (
  learner_id    text        not null,
  roadmap_id    text        not null,
  tier_id       text        not null,
  completion_id text        not null,
  celebrated_at timestamptz not null,
  primary key (learner_id, roadmap_id, tier_id)
);

create table delivery (
  id            bigint generated always as identity primary key,
  team_id       text        not null,
  -- The event that caused it.
  cause_id      text        not null,
  kind          text        not null,
  facts         jsonb       not null,
  learner_id    text        not null,
  traceparent   text,
  status        text        not null default 'PENDING' check (status in ('PENDING', 'DELIVERED', 'FAILED')),
  attempts      int         not null default 0,
  reason        text,
  created_at    timestamptz not null default now(),
  attempted_at  timestamptz,
  settled_at    timestamptz,
  unique (team_id, cause_id)
);
create index delivery_pending on delivery (team_id, id) where status = 'PENDING';
create index delivery_of_team on delivery (team_id, id desc);

create table saga (
  saga_id   text primary key,
  saga_type text  not null,
  revision  text,
  state     bytea not null
);
create table saga_association (
  id                bigint generated always as identity primary key,
  saga_type         text not null,
  association_key   text not null,
  association_value text not null,
  saga_id           text not null
);
create index on saga_association (saga_type, association_key, association_value);
create index on saga_association (saga_id);

-- The columns are db-scheduler's.
create table deadline (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  state                text,
  primary key (task_name, task_instance)
);
create index on deadline (execution_time);
create index on deadline (last_heartbeat);
