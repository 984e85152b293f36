-- The earliest moment that the learner ever gave for completing the item; kept when it is taken back, so that ticking it
-- again is no news. Null when it never was, or when only an older version of the service wrote the row.
-- By itself, because it locks the table for everybody, if only for a moment.
ALTER TABLE item_state ADD COLUMN first_done_at timestamptz;
