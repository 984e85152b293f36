-- The bytes of the Markdown that a version was published from, as they were received. Written before the version's event, and so perhaps for a version that never came, or came
-- from somebody else: the digest is that of the event it was meant for. Settled once the event is known; then it is the only one of its version.
create table roadmap_source (
  roadmap_id text    not null,
  version    integer not null,
  digest     bytea   not null,
  document   bytea   not null,
  settled    boolean not null default false,
  primary key (roadmap_id, version, digest)
);
