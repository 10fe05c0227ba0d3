-- Keys on their way to other countries: real ones, of people who agreed. They come from federation_upload_key, many
-- submissions at a time and in the order of the (random) key data, so that neither the order of the rows nor their
-- transaction says which of them came together.
create table federation_outgoing_key (
  key_data bytea not null,
  rolling_start integer not null,
  rolling_period smallint not null,
  transmission_risk_level smallint not null,
  days_since_onset smallint not null,
  report_type smallint not null,
  origin text not null,
  visited_countries text not null,
  submission_hour integer not null,
  -- waiting: for a batch; in_batch: its batch is not uploaded yet; uploaded: the gateway has it; too_old: the gateway
  -- would refuse it; given_up: the gateway failed on it too often
  state text not null default 'waiting'
    check (state in ('waiting', 'in_batch', 'uploaded', 'too_old', 'given_up')),
  batch_tag text collate "C",           -- in_batch and uploaded
  failures smallint not null default 0, -- how often the gateway could not store it
  not_before timestamptz,               -- set aside until then
  reason text,                          -- why it was set aside or given up, in a word
  primary key (key_data),
  check ((state in ('in_batch', 'uploaded')) = (batch_tag is not null))
);

create index federation_outgoing_key_waiting on federation_outgoing_key (key_data) where state = 'waiting';
create index federation_outgoing_key_batch on federation_outgoing_key (batch_tag, key_data) where batch_tag is not null;
create index federation_outgoing_key_submission_hour on federation_outgoing_key (submission_hour);

-- Batches for the gateway, recorded with their keys before anything is sent.
create table federation_upload_batch (
  batch_tag text collate "C" not null primary key,
  -- recorded: the gateway does not have it; sent: it may have it, the answer is not known; uploaded: it has it;
  -- dissolved: its keys went to other batches
  state text not null check (state in ('recorded', 'sent', 'uploaded', 'dissolved')),
  recorded_at timestamptz not null,
  sent_at timestamptz,             -- the last time
  ended_at timestamptz,            -- uploaded or dissolved
  attempts integer not null default 0,
  refusals integer not null default 0, -- in a row
  next_attempt_at timestamptz not null,
  keys integer not null,           -- when it was recorded, then those that were uploaded
  reason text                      -- of the last failure
);

create index federation_upload_batch_open on federation_upload_batch (recorded_at) where state in ('recorded', 'sent');

-- Batches from the gateway.
create table federation_download_batch (
  batch_tag text collate "C" not null primary key,
  batch_date date not null,
  state text not null check (state in ('received', 'verified', 'stored', 'stored_with_errors', 'failed_retry', 'failed_given_up')),
  received_at timestamptz not null, -- first
  verified_at timestamptz,
  ended_at timestamptz,             -- stored or given up
  attempts integer not null default 1,
  next_attempt_at timestamptz,      -- received, verified, failed_retry
  keys integer not null default 0,
  stored_keys integer not null default 0, -- that were not there yet
  reason text
);

create index federation_download_batch_unfinished on federation_download_batch (next_attempt_at)
  where next_attempt_at is not null;

-- What became of each country's keys in a batch. Countries that are not supported are "other".
create table federation_download_country (
  batch_tag text collate "C" not null references federation_download_batch on delete cascade,
  country text not null,
  finding text not null,  -- of the audit
  relaxed boolean not null, -- used although the audit failed, by setting
  keys integer not null,
  accepted_keys integer not null,
  primary key (batch_tag, country, finding)
);

-- Keys that a rule refused, by country.
create table federation_refused_keys (
  batch_tag text collate "C" not null references federation_download_batch on delete cascade,
  country text not null,
  rule text not null,
  keys integer not null,
  primary key (batch_tag, country, rule)
);

-- How far the gateway's chain of batches was followed; one row.
create table federation_download_position (
  only_row boolean not null default true primary key check (only_row),
  last_tag text, -- null: nothing yet
  next_tag text, -- what the gateway said follows; null: nothing yet
  followed_at timestamptz
);

insert into federation_download_position default values;

-- What the gateway called about: worth looking now.
create table federation_callback_hint (
  batch_tag text collate "C" not null primary key,
  called_at timestamptz not null
);

grant select, insert, update, delete on federation_outgoing_key, federation_upload_batch, federation_download_batch,
  federation_download_country, federation_refused_keys, federation_callback_hint to warn_federation;
grant select, update on federation_download_position to warn_federation;
