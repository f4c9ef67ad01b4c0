-- Who made, reset or closed whose account: only ever added to, so that a password handed over can be asked about later.
create table account_change (
  id uuid primary key,
  person uuid not null references person (id),
  what text not null check (what in ('made', 'reset', 'disabled')),
  by_person uuid not null,
  by_post uuid not null,
  at timestamptz not null
);
create index account_change_person on account_change (person, at);
grant select, insert on account_change to khata_app;
