-- What an administrator wants sent again. The leading replica carries it out, one order at a time, and notes how far it is.
create table relay_republish (
  id            bigint      generated always as identity primary key,
  -- only events of this stream; null: of all
  stream        text,
  from_position bigint      not null,
  to_position   bigint      not null,
  -- how many events that was when it was ordered
  total         bigint      not null,
  -- every event of the order up to this position was sent
  position      bigint      not null,
  sent          bigint      not null default 0,
  ordered_at    timestamptz not null,
  finished_at   timestamptz,
  cancelled     boolean     not null default false
);
create unique index relay_republish_one_at_a_time on relay_republish ((true)) where finished_at is null;
