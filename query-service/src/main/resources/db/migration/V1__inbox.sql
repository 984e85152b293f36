-- How far each partition is read. Rewritten with every poll: room on the page keeps the updates in place.
CREATE TABLE inbox_position (
  topic text NOT NULL,
  partition int NOT NULL,
  -- The first record that is not written yet; 0 when none is.
  next_offset bigint NOT NULL,
  -- What Kafka held at this moment is written; null until that is known.
  read_up_to timestamptz,
  PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);

-- Records that cannot be applied, and those that wait behind them.
CREATE TABLE parked_record (
  topic text NOT NULL,
  partition int NOT NULL,
  record_offset bigint NOT NULL,
  record_key text,
  -- What waits because of it: a stream, every stream of a key (topic/key), or nothing (null).
  stream text,
  reason text NOT NULL,
  detail text NOT NULL,
  recorded_at timestamptz NOT NULL,
  parked_at timestamptz NOT NULL,
  -- The size of the whole value; value holds its beginning.
  value_bytes int,
  value bytea,
  PRIMARY KEY (topic, partition, record_offset)
);
CREATE INDEX parked_record_by_stream ON parked_record (stream);
CREATE INDEX parked_record_by_key ON parked_record (topic, record_key);
CREATE INDEX parked_record_by_time ON parked_record (parked_at);
