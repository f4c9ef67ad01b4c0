-- Public keys of devices: the private half never leaves the browser that made it. A revoked key stays, so that what was
-- signed with it before can still be checked. `n` and `last` are the newest entry of the device's row.
create table device_key (
  id text primary key,
  person uuid not null references person (id),
  device uuid not null,
  alg text not null check (alg in ('Ed25519', 'ES256')),
  public_key bytea not null,
  registered timestamptz not null,
  revoked timestamptz,
  n bigint not null default 0,
  last text
);
create index device_key_person on device_key (person, device);
grant select, insert, update (revoked, n, last) on device_key to khata_app;

-- Every size of the log that was published: an entry whose device had seen it was made after it was signed, and an entry
-- that it covers was there when it was published. `witnessed` where witnesses told that time and not this server alone.
create table log_published (
  size bigint primary key,
  root bytea not null,
  signed timestamptz not null,
  published timestamptz not null,
  witnessed boolean not null
);
grant select, insert on log_published to khata_log;
grant select on log_published to khata_app;
