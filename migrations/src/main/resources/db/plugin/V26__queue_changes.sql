-- The one row is locked by whoever changes the queue, so the numbers rise in the order of the commits: each node keeps the
-- queue in memory and reads only what changed since it last looked.
create table tw_review_change (
    id  smallint primary key,
    seq bigint not null
);
insert into tw_review_change (id, seq) values (1, 0);
alter table tw_review add column change_seq bigint default 0 not null;
create index tw_review_by_change on tw_review (change_seq);
