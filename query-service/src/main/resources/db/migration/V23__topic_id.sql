-- Which topic the position is of. One that was deleted and made again has the same name and another id, and other records at the same offsets. Null until
-- Kafka was asked, which an older replica does not do.
ALTER TABLE inbox_position ADD COLUMN topic_id text;
