-- Documents were erased up to this change, and what was learned or embedded of them is still to go.
create table tw_erasure (
    id smallint primary key,
    change_seq bigint not null,
    vectors_gone boolean not null
);
