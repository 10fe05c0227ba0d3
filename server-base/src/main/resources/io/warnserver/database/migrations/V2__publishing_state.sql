-- What ties the ledger to the bucket that it tells of; one row. sequence grows before objects are put, and the bucket holds
-- the same number in a marker: a database restored from an older backup, or a bucket that was lost, shows as a difference.
create table publishing (
  only_row boolean not null default true primary key check (only_row),
  epoch text not null default gen_random_uuid()::text, -- of this ledger; another one has another
  sequence bigint not null default 0,                  -- announced: the marker may have it
  confirmed_sequence bigint not null default 0,        -- the marker had it
  last_hour integer not null default 0,                -- of the last run that published; the clock may not be before it
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

grant select, update on publishing to warn_distribution;
grant select, insert, update, delete on distribution_run to warn_distribution;
