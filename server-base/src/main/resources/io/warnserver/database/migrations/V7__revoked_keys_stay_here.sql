-- A key that was revoked must not go to other countries either: the federation asks by hash, and sees nothing else of it.
grant select (key_hash) on revoked_key to warn_federation;
