-- The newest week that an outlet was told of, or had nothing to be told of.
create table digest_told (
  team_id text not null,
  outlet  text not null,
  week    date not null,
  primary key (team_id, outlet)
);
-- Who agreed to be named when nothing moves.
create table digest_consent (
  learner_id text primary key,
  agreed_at  timestamptz not null
);
