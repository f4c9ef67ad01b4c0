-- The public log. A leaf is written in the transaction of its entry; one sequencer gives indexes in the order of
-- transactions, all of which have surely ended: `xid` below the oldest one under way.
alter table entry add column evidence jsonb;
alter table office_head add column leaf bytea;

create table log_pending (
  xid xid8 not null default pg_current_xact_id(),
  office uuid not null,
  seq bigint not null,
  leaf bytea not null,
  primary key (xid, office, seq)
);
-- Filled and emptied all day: cleaned by count, not by share.
alter table log_pending set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

create table log_index (
  office uuid not null,
  seq bigint not null,
  idx bigint not null,
  primary key (office, seq)
);

-- The newest signed checkpoint, one row: the log is what this row says, and files only follow it.
create table log_state (
  id boolean primary key default true check (id),
  origin text not null,
  size bigint not null,
  root bytea not null,
  note text not null,
  signed timestamptz not null
);

-- What the sequencer found wrong and stopped for, until an operator has dealt with it.
create table log_incident (
  id uuid primary key,
  code text not null,
  facts jsonb not null,
  found timestamptz not null,
  closed timestamptz
);

do $$ begin
  if not exists (select from pg_roles where rolname = 'khata_log') then create role khata_log nologin; end if;
end $$;
grant usage on schema public to khata_log;
grant select, insert on log_pending to khata_app;
grant select on log_index, log_state, log_incident to khata_app;
grant select, delete on log_pending to khata_log;
grant select, insert on log_index to khata_log;
grant select, insert, update on log_state, log_incident to khata_log;

-- The daily leaf of each office that says how many entries it has: none can be left out unseen.
create table log_count (
  office uuid not null,
  day date not null,
  seq bigint not null,
  entries integer not null,
  primary key (office, day)
);
grant select, insert on log_count to khata_log;
grant select on log_count to khata_app;
grant select on entry, office, office_head to khata_log;
grant update (seq, leaf) on office_head to khata_log;
grant insert on log_pending to khata_log;
create policy entry_count on entry for select to khata_log using (true);
