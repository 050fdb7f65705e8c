-- What feedback changed lies in pieces, as snapshots do: a label of a large archive may have more than fits into one.
alter table tw_successor drop column bytes;
create table tw_successor_piece (
    successor_id bigint not null references tw_successor (id) on delete cascade,
    position     integer not null,
    bytes        ${bytes} not null,
    constraint tw_successor_piece_once primary key (successor_id, position)
);
