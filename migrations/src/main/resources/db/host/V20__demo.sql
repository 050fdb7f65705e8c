-- What the demo archive has done, so that a restart goes on where it was. Empty outside the demo.

create table demo_archive (
    id integer primary key,
    seed bigint not null,
    papers integer not null,
    begun_at timestamp(6) with time zone not null,
    constraint demo_archive_one check (id = 1)
);

create table demo_paper (
    paper bigint primary key,
    document_id bigint,
    arrived boolean not null,
    handed_in_at timestamp(6) with time zone not null
);

-- How the labels of a paper that arrived compare with the truth, counted right after the decision.
create table demo_score (
    paper bigint not null,
    kind varchar(20) not null,
    right_count integer not null,
    wrong_count integer not null,
    left_count integer not null,
    suggested_count integer not null,
    constraint demo_score_key primary key (paper, kind),
    constraint demo_score_paper foreign key (paper) references demo_paper (paper) on delete cascade
);
