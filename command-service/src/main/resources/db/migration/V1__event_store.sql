-- The one place where what happened is kept. Rows are inserted once, and never changed or deleted.
create table event (
  -- Order of insertion; used to read the store from one end to the other.
  position    bigint generated always as identity primary key,
  -- enrollment/{learner}/{roadmap}, roadmap/{roadmap} or team/{team}
  stream      text        not null,
  -- 0, 1, 2… within the stream. The key below is what makes two writers of one stream exclude each other.
  sequence    bigint      not null,
  event_id    uuid        not null,
  type        text        not null,
  revision    integer     not null,
  recorded_at timestamptz not null,
  traceparent text,
  -- json, not jsonb: what was written is what is read and sent, to the byte.
  payload     json        not null,
  constraint event_stream_sequence unique (stream, sequence)
);

-- The outbox: what Debezium reads from the WAL.
create publication trilha_outbox for table event with (publish = 'insert');
