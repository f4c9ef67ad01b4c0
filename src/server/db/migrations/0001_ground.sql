-- Global truth: offices and areas as two dated trees, persons, posts, postings. Small, replicated, read by everyone.
create table office (
  id uuid primary key,
  pack text not null,
  code text not null,
  level text not null,
  names jsonb not null,
  settings jsonb not null default '{}',
  parent uuid references office (id),
  -- Labels of the codes from the root down, each followed by '/': a prefix of it is an office above.
  path text collate "C" not null,
  lat integer,
  lon integer,
  tile smallint[],
  opened date not null default '1900-01-01',
  closed date,
  is_demo boolean not null default false,
  unique (pack, code)
);
create index office_parent on office (parent);
create index office_path on office (path);

-- The tree as it stood on any day: one row per office and stretch of time under one parent.
create table office_place (
  office uuid not null references office (id),
  parent uuid references office (id),
  path text collate "C" not null,
  names jsonb not null,
  valid_from date not null,
  valid_to date,
  change text not null check (change in ('created', 'renamed', 'moved', 'merged', 'split', 'closed')),
  order_no text,
  primary key (office, valid_from)
);

create table area (
  id uuid primary key,
  code text not null unique,
  kind text not null,
  names jsonb not null,
  parent uuid references area (id),
  valid_from date not null default '1900-01-01',
  valid_to date
);
create table office_area (
  office uuid not null references office (id),
  area uuid not null references area (id),
  valid_from date not null default '1900-01-01',
  valid_to date,
  primary key (office, area, valid_from)
);

create table person (
  id uuid primary key,
  code text unique,
  names jsonb not null,
  sex text check (sex in ('female', 'male', 'other')),
  phone text,
  is_demo boolean not null default false
);
create table post (
  id uuid primary key,
  office uuid not null references office (id),
  kind text not null,
  role text not null check (role in ('teacher', 'head', 'clerk', 'officer', 'viewer')),
  code text unique
);
create index post_office on post (office);
create table posting (
  id uuid primary key,
  post uuid not null references post (id),
  person uuid not null references person (id),
  kind text not null default 'regular' check (kind in ('regular', 'acting', 'additional')),
  valid_from date not null,
  valid_to date,
  check (valid_to is null or valid_to >= valid_from)
);
create index posting_post on posting (post);
create index posting_person on posting (person);

-- Sign-in. Powers never come from here: an account only says who somebody is.
create table account (
  person uuid primary key references person (id),
  username text not null unique check (username = lower(username)),
  password text not null,
  must_change boolean not null default true,
  totp_secret text,
  totp_since timestamptz,
  totp_last_step bigint not null default 0,
  language text check (language in ('bn', 'hi', 'en')),
  made_by uuid,
  made_at timestamptz not null default now(),
  disabled_at timestamptz
);
create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  person uuid not null references person (id),
  post uuid references post (id),
  device uuid not null,
  device_name text not null default '',
  created timestamptz not null default now(),
  seen timestamptz not null default now(),
  expires timestamptz not null,
  revoked timestamptz
);
create index session_person on session (person);
create table sign_in_try (
  id uuid primary key,
  username text not null,
  address text not null,
  at timestamptz not null default now(),
  succeeded boolean not null
);
create index sign_in_try_username on sign_in_try (username, at);
create index sign_in_try_address on sign_in_try (address, at);

-- What the program itself remembers: which demonstration is loaded and up to which day.
create table setting (
  key text primary key,
  value jsonb not null
);
