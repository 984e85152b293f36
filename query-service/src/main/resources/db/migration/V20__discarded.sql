-- What belongs to the service and not to what it read: it stays when the tables are filled anew. Always named with its schema.
CREATE SCHEMA service;

-- Records that an administrator gave up. Whoever reads them again passes over them; the time tells a topic that was made
-- anew from the one that was meant.
CREATE TABLE service.discarded_record (
  topic text NOT NULL,
  partition int NOT NULL,
  record_offset bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  stream text,
  reason text NOT NULL,
  detail text NOT NULL,
  discarded_at timestamptz NOT NULL,
  PRIMARY KEY (topic, partition, record_offset, recorded_at)
);
