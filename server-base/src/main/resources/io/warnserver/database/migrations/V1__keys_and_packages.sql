-- Hours are full hours since the Unix epoch, intervals are 10 minutes since the Unix epoch, both UTC.

-- Keys as they arrive. Who writes here may insert and nothing else: not even read. A distribution run moves them on.
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

-- Every key within retention, once. Written by the distribution in the order of the (random) key data, many submissions
-- at a time: neither the order of the rows nor their transaction says which of them came together.
create table diagnosis_key (
  key_data bytea not null,
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

create index diagnosis_key_submission_hour on diagnosis_key (submission_hour);

-- Real keys of people who agreed that other countries get them.
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

-- A tree of packages: a country, or EUR for all. next_hour is the first hour without a package; it never goes back.
create table tree (
  name text collate "C" not null primary key,
  next_hour integer not null
);

-- The ledger: which key goes, or went, into which hour of which tree. What a package carries of a key is repeated here, so
-- that a package can be built from one range of rows.
create table publication (
  tree text collate "C" not null,
  key_data bytea not null,
  rolling_start integer not null,
  rolling_period smallint not null,
  transmission_risk_level smallint not null,
  due_hour integer not null,
  package_hour integer, -- null: waiting
  primary key (tree, key_data)
);

create index publication_waiting on publication (tree, due_hour, key_data) where package_hour is null;
create index publication_package on publication (tree, package_hour) where package_hour is not null;

-- The packages of each tree. planned: its keys are fixed, the object may not be there yet; published: the object is there;
-- expired: no index may name it any more, the object is to be deleted.
create table key_package (
  tree text collate "C" not null,
  first_hour integer not null,
  hours smallint not null check (hours in (1, 24)),
  key_count integer not null,
  state text not null check (state in ('planned', 'published', 'expired')),
  etag text,
  primary key (tree, first_hour, hours)
);

create index key_package_unfinished on key_package (tree, first_hour, hours) where state <> 'published';

-- Objects other than packages as they were last put, so that an unchanged one is not sent again.
create table published_file (
  path text collate "C" not null primary key,
  content_md5 text not null
);

-- One run at a time over all instances.
create table lease (
  name text not null primary key,
  holder text not null,
  fencing_number bigint not null,
  expires_at timestamptz not null
);

grant usage on schema warn to warn_submission, warn_distribution, warn_federation;
grant insert on incoming_key, federation_upload_key to warn_submission;
grant insert on incoming_key to warn_federation;
grant select, update, delete on federation_upload_key to warn_federation;
grant select, delete on incoming_key to warn_distribution;
grant select, insert, update, delete on diagnosis_key, tree, publication, key_package, published_file, lease to warn_distribution;
grant select, insert, update, delete on lease to warn_federation;
