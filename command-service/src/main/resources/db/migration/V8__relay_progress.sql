-- What the relay knows of itself, beside the slot: the slot says where in the log it goes on, and this whether that can be right. Written by the leading
-- replica at most once a second, before the slot moves; a slot that is further than this was moved by somebody else.
create table relay_progress (
  slot               text        primary key,
  -- the newest event that Kafka has acknowledged
  position           bigint      not null,
  -- where in the log that was
  lsn                pg_lsn      not null,
  -- events of older transactions are all acknowledged, whatever their position; null when that is not known
  oldest_transaction xid8,
  -- of which server the two above are
  cluster            text        not null,
  -- what was published then, as the catalog has it
  publication        text        not null,
  noted_at           timestamptz not null
) with (fillfactor = 50);
