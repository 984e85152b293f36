-- The state of long streams at some sequence, so that a replica that has forgotten one need not read it from its beginning. A cache: whatever is
-- deleted here is made again from the events.
create table snapshot (
  stream   text        primary key,
  -- the newest event that it covers
  sequence bigint      not null,
  type     text        not null,
  -- of the shape of the payload; a service that knows another one reads the events instead
  revision integer     not null,
  taken_at timestamptz not null,
  payload  json        not null
);
