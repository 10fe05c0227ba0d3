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

grant execute on function mix_arrivals() to warn_submission;

-- Whoever moves the keys on begins with this, until the end of the transaction: rows that are being rewritten would be passed over.
create function hold_arrivals() returns void language sql as $$
  select pg_advisory_xact_lock(1463898702)
$$;

grant execute on function hold_arrivals() to warn_distribution, warn_federation;
