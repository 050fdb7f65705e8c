-- Which words of people a change of a snapshot knows, so that no node learns from them again after a start or beside another.
create table tw_successor_entry (
    successor_id bigint not null references tw_successor (id) on delete cascade,
    feedback_id  bigint not null,
    constraint tw_successor_entry_once primary key (successor_id, feedback_id)
);
alter table tw_successor drop column feedback;
