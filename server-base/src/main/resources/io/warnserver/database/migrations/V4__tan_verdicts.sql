-- What came of TANs, so that the same request sent again is answered as the first one was. Apart from the keys: a row says of
-- them nothing but a digest that nobody can compute who has not the TAN and the hash key. Kept for a day.
create table tan_verdict (
  tan_hash bytea not null check (octet_length(tan_hash) = 32),             -- HMAC-SHA-256
  content_digest bytea not null check (octet_length(content_digest) = 32), -- HMAC-SHA-256 of TAN and submitted content
  state text not null check (state in ('asked', 'valid', 'stored')),
  attempt smallint not null default 0, -- how often asking was begun anew after somebody had died over it
  hour integer not null,               -- in which it was asked
  settled boolean not null default false, -- rewritten together with others since it was stored
  primary key (tan_hash)
) with (fillfactor = 50);

grant select, insert, update, delete on tan_verdict to warn_submission;
