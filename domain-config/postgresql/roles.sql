-- The four login roles of the warn server, its schema, and nothing for anybody else.
--
-- Who runs it: a superuser, once, connected to the (empty) database "warn". Running it again is harmless and
-- is how passwords are changed. The schema's tables and what each role may do with them come later, from the
-- application's migrations.
--
-- The four ${...} are placeholders for passwords; any tool can fill them in, for example
--   createdb warn
--   envsubst '$WARN_MIGRATION_PASSWORD $WARN_SUBMISSION_PASSWORD $WARN_DISTRIBUTION_PASSWORD $WARN_FEDERATION_PASSWORD' \
--     < roles.sql | psql --dbname=warn --set=ON_ERROR_STOP=1 --single-transaction
-- Keep passwords free of single quotes, which would end the SQL text here. Payara Micro's list of properties takes no colons, equals signs,
-- backslashes and quotation marks either.

do $$
declare
  role_name text;
begin
  foreach role_name in array array['warn_migration', 'warn_submission', 'warn_distribution', 'warn_federation'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = role_name) then
      execute format('create role %I', role_name);
    end if;
  end loop;
end
$$;

-- Owns the schema and changes it; used at start only.
alter role warn_migration login nosuperuser nocreatedb nocreaterole noinherit noreplication
  password '${WARN_MIGRATION_PASSWORD}';
-- Stores what apps submit.
alter role warn_submission login nosuperuser nocreatedb nocreaterole noinherit noreplication
  password '${WARN_SUBMISSION_PASSWORD}';
-- Reads keys, records what was published, deletes what is too old.
alter role warn_distribution login nosuperuser nocreatedb nocreaterole noinherit noreplication
  password '${WARN_DISTRIBUTION_PASSWORD}';
-- Exchanges keys with the federation gateway.
alter role warn_federation login nosuperuser nocreatedb nocreaterole noinherit noreplication
  password '${WARN_FEDERATION_PASSWORD}';

create schema if not exists warn authorization warn_migration;

-- By default PostgreSQL lets everybody connect and run every function. Not here.
do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format(
    'grant connect on database %I to warn_migration, warn_submission, warn_distribution, warn_federation',
    current_database());
  -- A distribution run sorts new keys in a table of its own.
  execute format('grant temporary on database %I to warn_distribution', current_database());
end
$$;
revoke all on schema public from public;
revoke all on schema warn from public;
alter default privileges for role warn_migration revoke all on tables from public;
alter default privileges for role warn_migration revoke all on sequences from public;
alter default privileges for role warn_migration revoke all on functions from public;
alter default privileges for role warn_migration revoke all on types from public;

grant usage on schema warn to warn_submission, warn_distribution, warn_federation;

-- Names without a schema mean this one, so that nothing placed elsewhere can stand in for a table.
alter role warn_migration set search_path = warn;
alter role warn_submission set search_path = warn;
alter role warn_distribution set search_path = warn;
alter role warn_federation set search_path = warn;

-- A submission's statements are short: one that waits for a lock or a stuck disk gives its request up, and the app tries again.
alter role warn_submission set statement_timeout = '5s';

-- The database's own log must not repeat what is in a row: no details of errors, no statements' parameters.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['warn_submission', 'warn_distribution', 'warn_federation'] loop
    execute format('alter role %I set log_error_verbosity = %L', role_name, 'terse');
    execute format('alter role %I set log_statement = %L', role_name, 'none');
    execute format('alter role %I set log_parameter_max_length = 0', role_name);
    execute format('alter role %I set log_parameter_max_length_on_error = 0', role_name);
  end loop;
end
$$;

-- What hangs ends: a statement (the pools' socketTimeout, 90 s, comes after it), a wait for a lock, a transaction that does nothing, and the session
-- of a host that is gone without a word, which would keep its locks for two hours otherwise.
alter role warn_distribution set statement_timeout = '85s';
alter role warn_federation set statement_timeout = '85s';
alter role warn_migration set lock_timeout = '30s';
alter role warn_distribution set lock_timeout = '30s';
alter role warn_federation set lock_timeout = '30s';
alter role warn_migration set idle_in_transaction_session_timeout = '5min';
do $$
declare
  role_name text;
begin
  foreach role_name in array array['warn_submission', 'warn_distribution', 'warn_federation'] loop
    execute format('alter role %I set idle_in_transaction_session_timeout = %L', role_name, '1min');
  end loop;
  foreach role_name in array array['warn_migration', 'warn_submission', 'warn_distribution', 'warn_federation'] loop
    execute format('alter role %I set tcp_keepalives_idle = 15', role_name);
    execute format('alter role %I set tcp_keepalives_interval = 5', role_name);
    execute format('alter role %I set tcp_keepalives_count = 3', role_name);
    execute format('alter role %I set tcp_user_timeout = %L', role_name, '30s');
  end loop;
end
$$;
