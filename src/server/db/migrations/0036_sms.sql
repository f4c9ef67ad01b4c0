-- Text messages as they came through a gateway, each once however often the gateway tells it, and what is answered.
create table sms_in (
  gateway text not null,
  message text not null,
  number text not null,
  text text not null,
  received timestamptz not null,
  office uuid,
  person uuid,
  entry uuid,
  status text check (status in ('accepted', 'held', 'refused', 'told')),
  answer text,
  primary key (gateway, message)
);
create index sms_in_number on sms_in (number, received);

-- Answers on their way out. They leave when the gateway takes them; one that it will not take stays and is seen.
create table sms_out (
  id uuid primary key,
  number text not null,
  text text not null,
  made timestamptz not null,
  due timestamptz not null,
  tries integer not null default 0,
  sent timestamptz,
  failed text
);
create index sms_out_due on sms_out (due) where sent is null;

grant select, insert, update on sms_in, sms_out to khata_app;

-- The person behind a number is looked up across all schools.
create index record_sms_number on record (stream) where system = 'sms-number';
