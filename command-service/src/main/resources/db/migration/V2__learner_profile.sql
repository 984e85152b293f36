-- What is known of a person. Deleting the row forgets the person; the deletion reaches Kafka as a tombstone.
create table learner_profile (
  learner_id          text primary key,
  display_name        text        not null,
  email               text,
  time_zone           text        not null,
  locale              text        not null,
  leaderboard_opt_out boolean     not null,
  revision            bigint      not null,
  updated_at          timestamptz not null
);

-- What people attach to a tick: personal, so a row and not an event.
create table item_note (
  learner_id text        not null,
  roadmap_id text        not null,
  item_id    text        not null,
  note       text,
  evidence   text,
  minutes    integer,
  updated_at timestamptz not null,
  primary key (learner_id, roadmap_id, item_id)
);

-- Who was erased, by the id that names nobody: so that a relay that starts over tells it again.
create table learner_erasure (
  learner_id text primary key,
  erased_at  timestamptz not null
);

alter publication trilha_outbox add table learner_profile;
alter publication trilha_outbox set (publish = 'insert, update, delete');
