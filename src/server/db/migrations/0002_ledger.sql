-- The ledger. Every table of school data begins its key with the office; rows carry the office's path for row-level
-- security. The application's own role may insert entries and read them, and nothing else.
create table entry (
  office uuid not null,
  id uuid not null,
  path text collate "C" not null,
  system text not null,
  version integer not null,
  stream text not null,
  step text not null,
  body jsonb not null,
  replaces uuid[] not null default '{}',
  reason text,
  by_person uuid not null,
  post uuid not null,
  device uuid not null,
  clock jsonb not null,
  received timestamptz not null,
  seq bigint not null,
  assigned jsonb,
  flags jsonb not null default '[]',
  subject uuid,
  salt bytea not null,
  primary key (office, id)
) partition by range (id);
create table entry_other partition of entry default;
create index entry_stream on entry (office, system, stream);
create index entry_seq on entry (office, seq);

-- What was not taken: refused, held for a decision, and what became of it. Kept for its author, never lost.
create table tray (
  office uuid not null,
  id uuid not null,
  path text collate "C" not null,
  person uuid not null,
  system text not null,
  status text not null check (status in ('refused', 'held', 'taken', 'declined')),
  entry jsonb not null,
  problems jsonb not null,
  received timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decision_reason text,
  primary key (office, id)
);
create index tray_person on tray (person, received);
create index tray_held on tray (office) where status = 'held';

-- Caches: `khata rebuild` folds them again from entries and must reach the same state.
create table record (
  office uuid not null,
  system text not null,
  stream text not null,
  path text collate "C" not null,
  state text not null,
  on_day date,
  subject uuid,
  duty_office uuid,
  duty_role text,
  duty_step text,
  due_by date,
  doc jsonb not null,
  counts jsonb not null default '{}',
  seq bigint not null,
  changed timestamptz not null,
  primary key (office, system, stream)
);
create index record_seq on record (office, seq);
create index record_day on record (office, system, on_day);
create index record_subject on record (subject) where subject is not null;
-- Declared days of a whole area are looked up by day; they are few.
create index record_holiday on record (on_day) where system = 'holiday';
create index record_duty on record (duty_office, duty_role) where duty_office is not null;

create table office_head (
  office uuid primary key,
  seq bigint not null default 0,
  locked_until date
);
create table series (
  office uuid not null,
  series text not null,
  next integer not null default 1,
  primary key (office, series)
);
create table claim (
  office uuid not null,
  key bytea not null,
  system text not null,
  stream text not null,
  primary key (office, key, stream)
);
create index claim_key on claim (key);

-- Roll-up: appends only add deltas; one worker adds them up the tree, so that no row at the top is ever hot.
create table tally_delta (
  office uuid not null,
  id uuid not null,
  path text collate "C" not null,
  system text not null,
  on_day date not null,
  measure text not null,
  delta integer not null,
  made timestamptz not null default clock_timestamp(),
  primary key (office, id)
);
create index tally_delta_made on tally_delta (made);
create table tally (
  office uuid not null,
  system text not null,
  on_day date not null,
  measure text not null,
  path text collate "C" not null,
  value bigint not null,
  primary key (office, system, on_day, measure)
);
create table recount (
  office uuid not null,
  id uuid not null,
  path text collate "C" not null,
  systems text[] not null,
  from_day date not null,
  to_day date,
  made timestamptz not null default clock_timestamp(),
  primary key (office, id)
);

create table file (
  office uuid not null,
  sha256 text not null,
  path text collate "C" not null,
  type text not null,
  bytes bytea not null,
  by_person uuid not null,
  received timestamptz not null default now(),
  primary key (office, sha256)
);

-- Bodies of a few kilobytes are compressed on every write: LZ4 costs a fraction of the default where it is built in.
do $$ begin
  alter table entry alter column body set compression lz4;
  alter table entry_other alter column body set compression lz4;
  alter table record alter column doc set compression lz4;
exception when feature_not_supported then null;
end $$;
