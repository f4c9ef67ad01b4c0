-- Two more things that the office above does for a person: ending her sessions, and switching off the second factor of a
-- lost phone after making sure who she is. How that was made sure stays with it.
alter table account_change drop constraint account_change_what_check;
alter table account_change add constraint account_change_what_check
  check (what in ('made', 'reset', 'disabled', 'signed-out', 'totp-off'));
alter table account_change add column reason text;
alter table account_change add constraint account_change_reason_check check (what <> 'totp-off' or reason is not null);
