-- Where sending from the table ends: the newest event of when it began; null before that. What it passes because it is not committed yet comes
-- from the log, and with it whatever follows in its stream.
alter table relay_backfill add column last bigint;
