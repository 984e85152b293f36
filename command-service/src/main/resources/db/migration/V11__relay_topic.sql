-- Which topics of Kafka the relay has sent to. One that was deleted and made again has the same name and another id, and nothing of what was sent before:
-- then the store is sent to it from its beginning.
create table relay_topic (
  slot  text not null,
  topic text not null,
  -- as Kafka has it
  id    text not null,
  primary key (slot, topic)
);
