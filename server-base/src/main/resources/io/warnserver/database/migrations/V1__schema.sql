-- The schema, in the order in which data flows: from a TAN and its keys to packages, then to other countries and from them.
-- Hours are full hours since the Unix epoch, intervals are 10 minutes since the Unix epoch, both UTC.

-- Submission

-- What came of TANs, so that the same request sent again is answered as the first one was. Apart from the keys: a row says of
-- them nothing but a digest that nobody can compute who has not the TAN and the hash key. Kept for a day.
create table tan_verdict (
  tan_hash bytea not null check (octet_length(tan_hash) = 32),             -- HMAC-SHA-256
  content_digest bytea not null check (octet_length(content_digest) = 32), -- HMAC-SHA-256 of TAN and submitted content
  -- asked: the verification server is being asked; valid: it accepted the TAN; stored: the keys are stored
  state text not null check (state in ('asked', 'valid', 'stored')),
  attempt smallint not null default 0,    -- begins at random; grows when asking is begun anew after somebody had died over it
  hour integer not null,                  -- in which it was asked
  settled boolean not null default false, -- rewritten together with others since it was stored
  primary key (tan_hash)
) with (fillfactor = 50);

-- Old records are deleted by their hour, every ten minutes on every instance. A row keeps its hour, so its updates stay cheap.
create index tan_verdict_hour on tan_verdict (hour);

-- Keys as they arrive, from apps and from other countries. Who writes here may insert and nothing else: not even read. A
-- distribution run moves them on.
create table incoming_key (
  key_data bytea not null check (octet_length(key_data) = 16),
  rolling_start integer not null check (rolling_start >= 0),
  rolling_period smallint not null check (rolling_period between 1 and 144),
  transmission_risk_level smallint not null check (transmission_risk_level between 1 and 8),
  days_since_onset smallint not null,
  report_type smallint not null,
  origin text not null,
  visited_countries text not null, -- comma-separated, ascending
  submission_hour integer not null,
  primary key (key_data)
);

-- Real keys of people who agreed that other countries get them. A federation run moves them on.
create table federation_upload_key (
  key_data bytea not null check (octet_length(key_data) = 16),
  rolling_start integer not null,
  rolling_period smallint not null,
  transmission_risk_level smallint not null,
  days_since_onset smallint not null,
  report_type smallint not null,
  origin text not null,
  visited_countries text not null,
  submission_hour integer not null,
  primary key (key_data)
);

create index federation_upload_key_submission_hour on federation_upload_key (submission_hour);

-- Keys that wait are rewritten together, now and then, in the order of their (random) data: neither the order of the rows nor
-- their transaction says any longer which of them came together. A function of the owner's, because who has put them there may
-- not read them. Not where there are very many: that would take too long, and those of one submission are few among them.
-- Nothing is done while somebody moves the keys on, or mixes them.
create function mix_arrivals() returns void language sql security definer set search_path = warn, pg_temp as $$
  with alone as materialized (select pg_try_advisory_xact_lock(1463898702) as mine),
  keys as (
    delete from incoming_key
    where (select mine from alone)
      and (select count(*) from (select from incoming_key limit 100001) as waiting) <= 100000
    returning *),
  uploads as (
    delete from federation_upload_key
    where (select mine from alone)
      and (select count(*) from (select from federation_upload_key limit 100001) as waiting) <= 100000
    returning *),
  mixed as (insert into incoming_key select * from keys order by key_data)
  insert into federation_upload_key select * from uploads order by key_data
$$;

-- Whoever moves the keys on begins with this, until the end of the transaction: rows that are being rewritten would be passed over.
create function hold_arrivals() returns void language sql as $$
  select pg_advisory_xact_lock(1463898702)
$$;

-- Distribution

-- Every key that was taken up, once; for some days longer than keys are kept, so that none is published again. Written by the
-- distribution in the order of the (random) key data, many submissions at a time: neither the order of the rows nor their
-- transaction says which of them came together. What is too old is deleted once a day, in one pass over all: an index for that
-- would cost each key more.
create table known_key (
  key_data bytea not null,
  submission_hour integer not null,
  primary key (key_data)
);

-- Keys that still have a place to get in a tree. Which trees those are follows from the settings whenever a run plans; it takes
-- all rows, and puts back those that still wait.
create table waiting_key (
  entry bytea not null,     -- as in package_keys
  expiry integer not null,  -- the interval in which the key's rolling period ends
  submission_hour integer not null,
  origin text not null,
  visited_countries text not null,
  placed_in text[] not null -- trees in which it has its place
);

-- A tree of packages: a country, or EUR for all. next_hour is the first hour without a package; it never goes back.
create table tree (
  name text collate "C" not null primary key,
  next_hour integer not null
);

-- The ledger: which keys went into which hour of which tree. Rows are added, and never changed but by a revocation. A package is
-- made of its rows alone.
create table package_keys (
  tree text collate "C" not null,
  package_hour integer not null,
  -- of each key 24 bytes, big-endian: its data (16), rolling start (4), rolling period (2), transmission risk level (2);
  -- in the order of the key data
  entries bytea not null check (octet_length(entries) > 0 and octet_length(entries) % 24 = 0),
  primary key (tree, package_hour)
);

-- Random bytes do not get smaller; so parts of them can be read.
alter table package_keys alter column entries set storage external;

-- The same with a row for each key.
create view placed_key as
  select tree, package_hour, entry, substring(entry for 16) as key_data,
    ('x' || encode(substring(entry from 17 for 4), 'hex'))::bit(32)::integer as rolling_start,
    ('x' || encode(substring(entry from 21 for 2), 'hex'))::bit(16)::integer as rolling_period,
    ('x' || encode(substring(entry from 23 for 2), 'hex'))::bit(16)::integer as transmission_risk_level
  from package_keys,
    generate_series(1, octet_length(entries), 2048 * 24) as of_part, substring(entries from of_part for 2048 * 24) as part,
    generate_series(1, octet_length(part), 24) as of_entry, substring(part from of_entry for 24) as entry;

-- The packages of each tree. planned: its keys are fixed, the object may not be there yet; published: the object is there;
-- expired: no index may name it any more. unlisted_at: since when none does; caches may still have one that does, so the object
-- goes some time later.
create table key_package (
  tree text collate "C" not null,
  first_hour integer not null,
  hours smallint not null check (hours in (1, 24)),
  key_count integer not null,
  state text not null check (state in ('planned', 'published', 'expired')),
  etag text,
  unlisted_at timestamptz,
  primary key (tree, first_hour, hours)
);

create index key_package_unfinished on key_package (tree, first_hour, hours) where state <> 'published';

-- Objects other than packages as they were last put, so that an unchanged one is not sent again.
create table published_file (
  path text collate "C" not null primary key,
  content_md5 text not null,
  etag text not null,
  unlisted_at timestamptz -- since when no other index names it; as for packages
);

-- What ties the ledger to the bucket that it tells of; one row. sequence grows before objects are put, and the bucket holds
-- the same number in a marker: a database restored from an older backup, or a bucket that was lost, shows as a difference.
create table publishing (
  only_row boolean not null default true primary key check (only_row),
  epoch text not null default gen_random_uuid()::text, -- of this ledger; another one has another
  sequence bigint not null default 0,                  -- announced: the marker may have it
  confirmed_sequence bigint not null default 0,        -- the marker had it
  last_hour integer not null default 0,                -- of the last run that published; the clock may not be before it
  forgotten_hour integer not null default 0,           -- keys submitted or revoked before it may be forgotten; only grows
  paused boolean not null default false                -- an operator stopped publishing
);

insert into publishing default values;

-- How runs went, for operators of all instances.
create table distribution_run (
  run_number bigint generated always as identity primary key,
  instance text not null,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,   -- null: under way, or died
  outcome text,
  reason text,
  packages integer,
  keys integer,
  objects integer
);

-- What operators take back of what was published. An order is written down first; the next distribution run carries it out.
create table revocation (
  revocation_number bigint generated by default as identity primary key,
  tree text collate "C",               -- the package that was named; null: keys were named alone
  first_hour integer,
  hours smallint check (hours in (1, 24)),
  whole_package boolean not null,      -- all keys of the package, or those that were listed
  requested_at timestamptz not null,
  carried_out_at timestamptz,          -- the keys are gone from the ledger
  removed_keys integer,
  completed_at timestamptz,            -- the packages are put without them, and the old ETags are in the configuration
  check ((tree is null) = (first_hour is null) and (tree is null) = (hours is null)),
  check (tree is not null or not whole_package)
);

-- The keys of an order until it is carried out; afterwards there are only their hashes.
create table revocation_key (
  revocation_number bigint not null references revocation on delete cascade,
  key_data bytea not null check (octet_length(key_data) = 16),
  primary key (revocation_number, key_data)
);

-- Keys that must not come back, nor go to other countries. Who has a key can ask whether it is here; nobody can read one from
-- here.
create table revoked_key (
  key_hash bytea not null primary key, -- SHA-256 of the key data
  revocation_number bigint not null,
  last_hour integer not null,          -- of the revocation, or the run that met the key again
  came_again integer not null default 0
);

-- ETags that packages had with keys that were taken back: the apps must forget them.
create table revoked_package (
  tree text collate "C" not null,
  first_hour integer not null,
  hours smallint not null check (hours in (1, 24)),
  etag text not null,
  revocation_number bigint not null,
  primary key (tree, first_hour, hours, etag)
);

-- Federation

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
  reason text,
  put_back_by text,                 -- an operator had it fetched again: who, why and when, the last time
  put_back_reason text,
  put_back_at timestamptz
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

-- All parts

-- One run at a time over all instances, of each kind of run.
create table lease (
  name text not null primary key,
  holder text not null,
  fencing_number bigint not null,
  expires_at timestamptz not null
);

-- What each part may do. New functions are nobody's but the owner's (domain-config/postgresql/roles.sql).

-- What a pool asks before it lends a session: no row, but an error, where the session cannot write, as one to a primary that was
-- demoted meanwhile.
create view writable as
  select true as yes where 1 / (current_setting('transaction_read_only') = 'off')::integer = 1;

grant usage on schema warn to warn_submission, warn_distribution, warn_federation;

grant select on writable to warn_submission, warn_distribution, warn_federation;

grant select, insert, update, delete on tan_verdict to warn_submission;
grant insert on incoming_key, federation_upload_key to warn_submission;
grant execute on function mix_arrivals() to warn_submission;

grant select, delete on incoming_key to warn_distribution;
grant execute on function hold_arrivals() to warn_distribution;
grant select, insert, update, delete on known_key, waiting_key, tree, package_keys, key_package, published_file, distribution_run,
  revocation, revocation_key, revoked_key, revoked_package, lease to warn_distribution;
grant select on placed_key to warn_distribution;
grant select, update on publishing to warn_distribution;

grant insert on incoming_key to warn_federation;
grant select, update, delete on federation_upload_key to warn_federation;
grant execute on function hold_arrivals() to warn_federation;
grant select, insert, update, delete on federation_outgoing_key, federation_upload_batch, federation_download_batch,
  federation_download_country, federation_refused_keys, federation_callback_hint, lease to warn_federation;
grant select, update on federation_download_position to warn_federation;
-- By hash it asks whether a key was revoked, and sees nothing else of it.
grant select (key_hash) on revoked_key to warn_federation;
