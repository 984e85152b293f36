-- The relay reads the WAL from the moment its slot exists. A row here says that a slot is younger than the store: what the store held before has
-- to be sent from the table first. It is written before the slot is made and goes when everything up to the slot was acknowledged by Kafka.
create table relay_backfill (
  slot     text   primary key,
  -- every event up to this position was acknowledged
  position bigint not null
);
