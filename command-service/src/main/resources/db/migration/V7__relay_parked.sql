-- Rows of the store that Kafka will never have as they are: unknown events, records that are too large. Each was left out, and what came after it went
-- on; somebody has to look. A row goes when its event was sent after all, on order.
create table relay_parked (
  id        bigint generated always as identity primary key,
  -- of the event in the store; a profile has none
  position  bigint      unique,
  -- the event's stream, or learner/{id}
  subject   text        not null,
  reason    text        not null,
  detail    text        not null,
  parked_at timestamptz not null
);
create unique index relay_parked_profile on relay_parked (subject) where position is null;
