-- Written by khata generate from the migrations; read it, do not edit it.

create table account (
  person uuid not null,
  username text not null,
  password text not null,
  must_change boolean not null default true,
  totp_secret text,
  totp_since timestamp with time zone,
  totp_last_step bigint not null default 0,
  language text,
  made_by uuid,
  made_at timestamp with time zone not null default now(),
  disabled_at timestamp with time zone,
  PRIMARY KEY (person),
  UNIQUE (username),
  FOREIGN KEY (person) REFERENCES person(id),
  CHECK ((language = ANY (ARRAY['bn'::text, 'hi'::text, 'en'::text]))),
  CHECK ((username = lower(username)))
);
grant insert, select, update on account to khata_app;

create table account_change (
  id uuid not null,
  person uuid not null,
  what text not null,
  by_person uuid,
  by_post uuid,
  at timestamp with time zone not null,
  reason text,
  PRIMARY KEY (id),
  FOREIGN KEY (person) REFERENCES person(id),
  CHECK (((by_person IS NULL) = (by_post IS NULL))),
  CHECK (((what <> 'totp-off'::text) OR (reason IS NOT NULL))),
  CHECK ((what = ANY (ARRAY['made'::text, 'reset'::text, 'disabled'::text, 'signed-out'::text, 'totp-off'::text])))
);
CREATE INDEX account_change_person ON account_change USING btree (person, at);
grant insert, select on account_change to khata_app;

create table area (
  id uuid not null,
  code text not null,
  kind text not null,
  names jsonb not null,
  parent uuid,
  valid_from date not null default '1900-01-01'::date,
  valid_to date,
  PRIMARY KEY (id),
  UNIQUE (code),
  FOREIGN KEY (parent) REFERENCES area(id)
);
grant insert, select, update on area to khata_app;
grant select on area to khata_tree;

create table claim (
  office uuid not null,
  key bytea not null,
  system text not null,
  stream text not null,
  PRIMARY KEY (office, key, stream)
);
CREATE INDEX claim_key ON claim USING btree (key);
grant delete, insert, select on claim to khata_app;
grant delete, select on claim to khata_erase;

create table device_key (
  id text not null,
  person uuid not null,
  device uuid not null,
  alg text not null,
  public_key bytea not null,
  registered timestamp with time zone not null,
  revoked timestamp with time zone,
  n bigint not null default 0,
  last text,
  PRIMARY KEY (id),
  FOREIGN KEY (person) REFERENCES person(id),
  CHECK ((alg = ANY (ARRAY['Ed25519'::text, 'ES256'::text])))
);
CREATE INDEX device_key_person ON device_key USING btree (person, device);
grant insert, select on device_key to khata_app;
grant update (revoked, n, last) on device_key to khata_app;

create table document (
  office uuid not null,
  entry uuid not null,
  path text collate "C" not null,
  system text not null,
  stream text not null,
  kind text not null,
  number integer,
  subject uuid,
  by_person uuid not null,
  made timestamp with time zone not null,
  digest text,
  sha256 text,
  bytes bytea,
  issuer uuid not null,
  memo text,
  told boolean not null default false,
  PRIMARY KEY (office, entry)
);
CREATE INDEX document_digest ON document USING btree (digest) WHERE (digest IS NOT NULL);
CREATE INDEX document_sha256 ON document USING btree (sha256) WHERE (sha256 IS NOT NULL);
CREATE INDEX document_stream ON document USING btree (office, system, stream);
CREATE INDEX document_untold ON document USING btree (made) WHERE (NOT told);
alter table document enable row level security;
create policy document_insert on document for insert to khata_app with check ((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)));
create policy document_keep on document to khata_tree using true with check true;
create policy document_print on document for update to khata_app using (((bytes IS NULL) OR (NOT told)) AND (path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true))) with check true;
create policy document_read on document for select to khata_app using (((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)) AND ((current_setting('khata.systems'::text, true) = '*'::text) OR (strpos(current_setting('khata.systems'::text, true), ((','::text || system) || ','::text)) > 0))) OR (subject = (NULLIF(current_setting('khata.person'::text, true), ''::text))::uuid));
grant insert, select on document to khata_app;
grant select on document to khata_tree;
grant update (digest, sha256, bytes, memo, told) on document to khata_app;
grant update (path) on document to khata_tree;

create table entry (
  office uuid not null,
  id uuid not null,
  path text collate "C" not null,
  system text not null,
  version integer not null,
  stream text not null,
  step text not null,
  body jsonb not null,
  replaces uuid[] not null default '{}'::uuid[],
  reason text,
  by_person uuid not null,
  post uuid not null,
  device uuid not null,
  clock jsonb not null,
  received timestamp with time zone not null,
  seq bigint not null,
  assigned jsonb,
  flags jsonb not null default '[]'::jsonb,
  subject uuid,
  salt bytea not null,
  evidence jsonb,
  names_file boolean not null default false,
  PRIMARY KEY (office, id)
) partition by RANGE (id);
CREATE INDEX entry_files ON entry USING btree (by_person) WHERE names_file;
CREATE INDEX entry_seq ON entry USING btree (office, seq);
CREATE INDEX entry_stream ON entry USING btree (office, system, stream);
alter table entry enable row level security;
create policy entry_count on entry for select to khata_log using true;
create policy entry_erase on entry to khata_erase using true with check true;
create policy entry_keep on entry to khata_tree using true with check true;
create policy entry_read on entry for select to khata_app using (((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)) AND ((current_setting('khata.systems'::text, true) = '*'::text) OR (strpos(current_setting('khata.systems'::text, true), ((','::text || system) || ','::text)) > 0))) OR (subject = (NULLIF(current_setting('khata.person'::text, true), ''::text))::uuid) OR ((strpos(current_setting('khata.spread'::text, true), ((','::text || system) || ','::text)) > 0) AND starts_with(current_setting('khata.lo'::text, true), path)));
create policy entry_write on entry for insert to khata_app with check ((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)));
grant insert, select on entry to khata_app;
grant select on entry to khata_erase;
grant select on entry to khata_log;
grant select on entry to khata_tree;
grant update (body, reason, flags, salt, evidence) on entry to khata_erase;
grant update (path) on entry to khata_tree;

create table erasure (
  office uuid not null,
  seq bigint not null,
  entry uuid not null,
  ref bigint not null,
  fields text[] not null,
  by_person uuid not null,
  reason text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (office, seq)
);
CREATE INDEX erasure_entry ON erasure USING btree (office, entry);
grant select on erasure to khata_app;
grant insert, select on erasure to khata_erase;

create table file (
  office uuid not null,
  sha256 text not null,
  path text collate "C" not null,
  type text not null,
  bytes bytea not null,
  by_person uuid not null,
  received timestamp with time zone not null default now(),
  PRIMARY KEY (office, sha256, by_person)
);
CREATE INDEX file_sha256 ON file USING btree (sha256);
alter table file enable row level security;
create policy file_all on file to khata_app using ((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)));
create policy file_erase on file to khata_erase using true with check true;
create policy file_keep on file to khata_tree using true with check true;
grant insert, select on file to khata_app;
grant delete, select on file to khata_erase;
grant select on file to khata_tree;
grant update (path) on file to khata_tree;

create table log_count (
  office uuid not null,
  day date not null,
  seq bigint not null,
  entries integer not null,
  PRIMARY KEY (office, day)
);
grant select on log_count to khata_app;
grant insert, select on log_count to khata_log;

create table log_incident (
  id uuid not null,
  code text not null,
  facts jsonb not null,
  found timestamp with time zone not null,
  closed timestamp with time zone,
  PRIMARY KEY (id)
);
grant select on log_incident to khata_app;
grant insert, select, update on log_incident to khata_log;

create table log_index (
  office uuid not null,
  seq bigint not null,
  idx bigint not null,
  PRIMARY KEY (office, seq)
);
grant select on log_index to khata_app;
grant insert, select on log_index to khata_log;

create table log_pending (
  xid xid8 not null default pg_current_xact_id(),
  office uuid not null,
  seq bigint not null,
  leaf bytea not null,
  PRIMARY KEY (xid, office, seq)
);
grant insert, select on log_pending to khata_app;
grant insert on log_pending to khata_erase;
grant delete, insert, select on log_pending to khata_log;

create table log_published (
  size bigint not null,
  root bytea not null,
  signed timestamp with time zone not null,
  published timestamp with time zone not null,
  witnessed boolean not null,
  PRIMARY KEY (size)
);
grant select on log_published to khata_app;
grant insert, select on log_published to khata_log;

create table log_state (
  id boolean not null default true,
  origin text not null,
  size bigint not null,
  root bytea not null,
  note text not null,
  signed timestamp with time zone not null,
  PRIMARY KEY (id),
  CHECK (id)
);
grant select on log_state to khata_app;
grant insert, select, update on log_state to khata_log;

create table migration (
  name text not null,
  hash text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (name)
);

create table office (
  id uuid not null,
  pack text not null,
  code text not null,
  level text not null,
  names jsonb not null,
  settings jsonb not null default '{}'::jsonb,
  parent uuid,
  path text collate "C" not null,
  lat integer,
  lon integer,
  tile smallint[],
  opened date not null default '1900-01-01'::date,
  closed date,
  is_demo boolean not null default false,
  PRIMARY KEY (id),
  UNIQUE (pack, code),
  FOREIGN KEY (parent) REFERENCES office(id)
);
CREATE INDEX office_parent ON office USING btree (parent);
CREATE INDEX office_path ON office USING btree (path);
CREATE TRIGGER office_told AFTER INSERT OR UPDATE ON office FOR EACH STATEMENT EXECUTE FUNCTION khata_tell_tree();
grant insert, select, update on office to khata_app;
grant select on office to khata_log;
grant select on office to khata_tree;
grant update (names, parent, path, closed) on office to khata_tree;

create table office_area (
  office uuid not null,
  area uuid not null,
  valid_from date not null default '1900-01-01'::date,
  valid_to date,
  PRIMARY KEY (office, area, valid_from),
  FOREIGN KEY (area) REFERENCES area(id),
  FOREIGN KEY (office) REFERENCES office(id)
);
grant insert, select, update on office_area to khata_app;
grant insert, select on office_area to khata_tree;
grant update (valid_to) on office_area to khata_tree;

create table office_head (
  office uuid not null,
  seq bigint not null default 0,
  locked_until date,
  leaf bytea,
  PRIMARY KEY (office)
);
grant insert, select, update on office_head to khata_app;
grant select on office_head to khata_erase;
grant select on office_head to khata_log;
grant select on office_head to khata_tree;
grant update (seq, leaf) on office_head to khata_erase;
grant update (seq, leaf) on office_head to khata_log;

create table office_place (
  office uuid not null,
  parent uuid,
  path text collate "C" not null,
  names jsonb not null,
  valid_from date not null,
  valid_to date,
  change text not null,
  order_no text,
  PRIMARY KEY (office, valid_from),
  FOREIGN KEY (office) REFERENCES office(id),
  FOREIGN KEY (parent) REFERENCES office(id),
  CHECK ((change = ANY (ARRAY['created'::text, 'renamed'::text, 'moved'::text, 'merged'::text, 'split'::text, 'closed'::text])))
);
grant insert, select, update on office_place to khata_app;
grant insert, select on office_place to khata_tree;
grant update (parent, path, names, valid_to, change, order_no) on office_place to khata_tree;

create table person (
  id uuid not null,
  code text,
  names jsonb not null,
  sex text,
  phone text,
  is_demo boolean not null default false,
  PRIMARY KEY (id),
  UNIQUE (code),
  CHECK ((sex = ANY (ARRAY['female'::text, 'male'::text, 'other'::text])))
);
grant insert, select, update on person to khata_app;

create table post (
  id uuid not null,
  office uuid not null,
  kind text not null,
  role text not null,
  code text,
  PRIMARY KEY (id),
  UNIQUE (code),
  FOREIGN KEY (office) REFERENCES office(id),
  CHECK ((role = ANY (ARRAY['teacher'::text, 'head'::text, 'clerk'::text, 'officer'::text, 'viewer'::text])))
);
CREATE INDEX post_office ON post USING btree (office);
grant insert, select, update on post to khata_app;

create table posting (
  id uuid not null,
  post uuid not null,
  person uuid not null,
  kind text not null default 'regular'::text,
  valid_from date not null,
  valid_to date,
  PRIMARY KEY (id),
  FOREIGN KEY (person) REFERENCES person(id),
  FOREIGN KEY (post) REFERENCES post(id),
  CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  CHECK ((kind = ANY (ARRAY['regular'::text, 'acting'::text, 'additional'::text])))
);
CREATE INDEX posting_person ON posting USING btree (person);
CREATE INDEX posting_post ON posting USING btree (post);
grant insert, select, update on posting to khata_app;

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
  counts jsonb not null default '{}'::jsonb,
  seq bigint not null,
  changed timestamp with time zone not null,
  PRIMARY KEY (office, system, stream)
);
CREATE INDEX record_day ON record USING btree (office, system, on_day);
CREATE INDEX record_duty ON record USING btree (duty_office, duty_role) WHERE (duty_office IS NOT NULL);
CREATE INDEX record_holiday ON record USING btree (on_day) WHERE (system = 'holiday'::text);
CREATE INDEX record_seq ON record USING btree (office, seq);
CREATE INDEX record_sms_number ON record USING btree (stream) WHERE (system = 'sms-number'::text);
CREATE INDEX record_subject ON record USING btree (subject) WHERE (subject IS NOT NULL);
alter table record enable row level security;
create policy record_erase on record to khata_erase using true with check true;
create policy record_insert on record for insert to khata_app with check ((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)));
create policy record_keep on record to khata_tree using true with check true;
create policy record_read on record for select to khata_app using (((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)) AND ((current_setting('khata.systems'::text, true) = '*'::text) OR (strpos(current_setting('khata.systems'::text, true), ((','::text || system) || ','::text)) > 0))) OR (subject = (NULLIF(current_setting('khata.person'::text, true), ''::text))::uuid) OR ((strpos(current_setting('khata.spread'::text, true), ((','::text || system) || ','::text)) > 0) AND starts_with(current_setting('khata.lo'::text, true), path)));
create policy record_update on record for update to khata_app using ((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)));
grant insert, select, update on record to khata_app;
grant select on record to khata_erase;
grant select on record to khata_tree;
grant update (doc, seq, changed) on record to khata_erase;
grant update (path, duty_office) on record to khata_tree;

create table recount (
  office uuid not null,
  id uuid not null,
  path text collate "C" not null,
  systems text[] not null,
  from_day date not null,
  to_day date,
  made timestamp with time zone not null default clock_timestamp(),
  PRIMARY KEY (office, id)
);
alter table recount enable row level security;
create policy recount_all on recount to khata_app using ((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)));
create policy recount_keep on recount to khata_tree using true with check true;
grant delete, insert, select on recount to khata_app;
grant select on recount to khata_tree;
grant update (path) on recount to khata_tree;

create table series (
  office uuid not null,
  series text not null,
  next integer not null default 1,
  PRIMARY KEY (office, series)
);
grant insert, select, update on series to khata_app;

create table session (
  id uuid not null,
  token_hash bytea not null,
  person uuid not null,
  post uuid,
  device uuid not null,
  device_name text not null default ''::text,
  created timestamp with time zone not null default now(),
  seen timestamp with time zone not null default now(),
  expires timestamp with time zone not null,
  revoked timestamp with time zone,
  PRIMARY KEY (id),
  UNIQUE (token_hash),
  FOREIGN KEY (person) REFERENCES person(id),
  FOREIGN KEY (post) REFERENCES post(id)
);
CREATE INDEX session_person ON session USING btree (person);
grant insert, select, update on session to khata_app;

create table setting (
  key text not null,
  value jsonb not null,
  PRIMARY KEY (key)
);
grant insert, select, update on setting to khata_app;

create table sign_in_try (
  id uuid not null,
  username text not null,
  address text not null,
  at timestamp with time zone not null default now(),
  succeeded boolean not null,
  PRIMARY KEY (id)
);
CREATE INDEX sign_in_try_address ON sign_in_try USING btree (address, at);
CREATE INDEX sign_in_try_username ON sign_in_try USING btree (username, at);
grant delete, insert, select on sign_in_try to khata_app;

create table sms_in (
  gateway text not null,
  message text not null,
  number text not null,
  text text not null,
  received timestamp with time zone not null,
  office uuid,
  person uuid,
  entry uuid,
  status text,
  answer text,
  PRIMARY KEY (gateway, message),
  CHECK ((status = ANY (ARRAY['accepted'::text, 'held'::text, 'refused'::text, 'told'::text])))
);
CREATE INDEX sms_in_number ON sms_in USING btree (number, received);
grant insert, select, update on sms_in to khata_app;

create table sms_out (
  id uuid not null,
  number text not null,
  text text not null,
  made timestamp with time zone not null,
  due timestamp with time zone not null,
  tries integer not null default 0,
  sent timestamp with time zone,
  failed text,
  PRIMARY KEY (id)
);
CREATE INDEX sms_out_due ON sms_out USING btree (due) WHERE (sent IS NULL);
grant insert, select, update on sms_out to khata_app;

create table tally (
  office uuid not null,
  system text not null,
  on_day date not null,
  measure text not null,
  path text collate "C" not null,
  value bigint not null,
  PRIMARY KEY (office, system, on_day, measure)
);
alter table tally enable row level security;
create policy tally_all on tally to khata_app using ((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)));
create policy tally_keep on tally to khata_tree using true with check true;
grant delete, insert, select, update on tally to khata_app;
grant delete, insert, select on tally to khata_tree;
grant update (path, value) on tally to khata_tree;

create table tally_delta (
  office uuid not null,
  id uuid not null,
  path text collate "C" not null,
  system text not null,
  on_day date not null,
  measure text not null,
  delta bigint not null,
  made timestamp with time zone not null default clock_timestamp(),
  PRIMARY KEY (office, id)
);
CREATE INDEX tally_delta_made ON tally_delta USING btree (made);
alter table tally_delta enable row level security;
create policy tally_delta_all on tally_delta to khata_app using ((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)));
create policy tally_delta_keep on tally_delta to khata_tree using true with check true;
grant delete, insert, select on tally_delta to khata_app;
grant select on tally_delta to khata_tree;
grant update (path) on tally_delta to khata_tree;

create table tray (
  office uuid not null,
  id uuid not null,
  path text collate "C" not null,
  person uuid not null,
  system text not null,
  status text not null,
  entry jsonb not null,
  problems jsonb not null,
  received timestamp with time zone not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  decision_reason text,
  PRIMARY KEY (office, id),
  CHECK ((status = ANY (ARRAY['refused'::text, 'held'::text, 'taken'::text, 'declined'::text])))
);
CREATE INDEX tray_held ON tray USING btree (office) WHERE (status = 'held'::text);
CREATE INDEX tray_person ON tray USING btree (person, received);
alter table tray enable row level security;
create policy tray_decide on tray for update to khata_app using ((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)));
create policy tray_erase on tray to khata_erase using true with check true;
create policy tray_keep on tray to khata_tree using true with check true;
create policy tray_read on tray for select to khata_app using ((person = (NULLIF(current_setting('khata.person'::text, true), ''::text))::uuid) OR ((path >= current_setting('khata.lo'::text, true)) AND (path < current_setting('khata.hi'::text, true)) AND ((current_setting('khata.systems'::text, true) = '*'::text) OR (strpos(current_setting('khata.systems'::text, true), ((','::text || system) || ','::text)) > 0))));
create policy tray_write on tray for insert to khata_app with check true;
grant insert, select, update on tray to khata_app;
grant select on tray to khata_erase;
grant select on tray to khata_tree;
grant update (entry, problems) on tray to khata_erase;
grant update (path) on tray to khata_tree;

create table viewing (
  office uuid not null,
  system text not null,
  stream text not null,
  what text not null,
  viewer uuid not null,
  post uuid not null,
  on_day date not null,
  path text collate "C" not null,
  subject uuid,
  at timestamp with time zone not null,
  PRIMARY KEY (office, system, stream, what, viewer, on_day),
  CHECK ((what = ANY (ARRAY['page'::text, 'list'::text, 'sheet'::text, 'register'::text, 'copy'::text])))
);
CREATE INDEX viewing_subject ON viewing USING btree (subject, at) WHERE (subject IS NOT NULL);
alter table viewing enable row level security;
create policy viewing_insert on viewing for insert to khata_app with check (viewer = (NULLIF(current_setting('khata.person'::text, true), ''::text))::uuid);
create policy viewing_keep on viewing to khata_tree using true with check true;
create policy viewing_read on viewing for select to khata_app using ((subject = (NULLIF(current_setting('khata.person'::text, true), ''::text))::uuid) OR ((subject IS NULL) AND (path = current_setting('khata.lo'::text, true))));
grant insert, select on viewing to khata_app;
grant select on viewing to khata_tree;
grant update (path) on viewing to khata_tree;

CREATE OR REPLACE FUNCTION public.khata_tell_tree()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  notify khata_tree;
  return null;
end $function$;
