-- What cross-validation predicted of the documents of a snapshot lies in pieces beside it, for the gate to measure it anew.
alter table tw_snapshot_piece add column part varchar(16) default 'SNAPSHOT' not null;
alter table tw_snapshot_piece drop constraint tw_snapshot_piece_once;
alter table tw_snapshot_piece add constraint tw_snapshot_piece_once unique (snapshot_id, part, position);
