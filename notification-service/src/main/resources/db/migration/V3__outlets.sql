-- A channel that a bot posts to has its token in webhook_url, encrypted as addresses are, and its channel beside it.
alter table slack_subscription
  add column kind text not null default 'WEBHOOK' check (kind in ('WEBHOOK', 'BOT')),
  add column channel_name text,
  -- Of the team: by which quiet hours, digests and dates are told.
  add column time_zone text,
  add column quiet_from time,
  add column quiet_to time,
  -- Nothing is sent until somebody mends what it says.
  add column paused_at timestamptz,
  add column paused_reason text,
  -- Since when the weekly digest is wanted.
  add column digest_since timestamptz;
alter table slack_channel add column sent_at timestamptz;

-- Webhooks of a team that are not Slack's. Each is a channel of its own.
create table webhook_subscription (
  team_id       text        not null,
  webhook_id    text        not null,
  channel_id    text        not null references slack_channel,
  url           bytea       not null,
  secret        bytea       not null,
  events        text[]      not null,
  time_zone     text,
  paused_at     timestamptz,
  paused_reason text,
  digest_since  timestamptz,
  changed_at    timestamptz not null default now(),
  primary key (team_id, webhook_id)
);
create index on webhook_subscription (channel_id);

create function is_quiet(moment timestamptz, zone text, quiet_from time, quiet_to time) returns boolean
language sql stable
as $$
  select case
    when zone is null or quiet_from is null or quiet_to is null then false
    when quiet_from < quiet_to
      then (moment at time zone zone)::time >= quiet_from and (moment at time zone zone)::time < quiet_to
    else (moment at time zone zone)::time >= quiet_from or (moment at time zone zone)::time < quiet_to
  end
$$;

-- Wherever a team is told something.
create view outlet as
  select team_id, 'slack' as outlet, channel_id, paused_reason,
    is_quiet(clock_timestamp(), time_zone, quiet_from, quiet_to) as quiet
  from slack_subscription
  union all
  select team_id, 'webhook/' || webhook_id, channel_id, paused_reason, false
  from webhook_subscription;

alter table delivery
  add column outlet text not null default 'slack',
  -- Was refused in company: it is tried alone.
  add column alone boolean not null default false;
alter table delivery drop constraint delivery_status_check;
alter table delivery
  add constraint delivery_status_check check (status in ('PENDING', 'DELIVERED', 'FAILED', 'CANCELLED'));
create index on delivery (settled_at) where status <> 'PENDING';
create index on delivery (team_id, outlet, id) where status = 'PENDING';

create table delivery_attempt (
  id          bigint generated always as identity primary key,
  delivery_id bigint      not null references delivery on delete cascade,
  at          timestamptz not null,
  -- What was answered, in a word; ok when it was taken.
  answer      text        not null,
  millis      int         not null,
  -- How many deliveries went in one message.
  together    int         not null
);
create index on delivery_attempt (delivery_id);
