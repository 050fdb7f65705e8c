-- What administrators have set for labels on the pages; the row of kind ALL and number 0 puts every label into shadow.
create table tw_label_policy (
    label_kind   varchar(16) not null,
    label_id     bigint not null,
    suggest_from double precision not null,
    apply_from   double precision not null,
    shadow       boolean not null,
    set_by       varchar(200) not null,
    set_at       timestamp(6) with time zone not null,
    constraint tw_label_policy_once primary key (label_kind, label_id)
);

-- What would have been applied if its label were not in shadow, once for a document and a label.
create table tw_shadow (
    document_id bigint not null,
    label_kind  varchar(16) not null,
    label_id    bigint not null,
    snapshot    varchar(64) not null,
    probability double precision not null,
    decided_at  timestamp(6) with time zone not null,
    constraint tw_shadow_once primary key (document_id, label_kind, label_id)
);
create index tw_shadow_at on tw_shadow (decided_at);

-- Labels of one kind that look alike and that a person has said to be different; the lower number first.
create table tw_distinct_labels (
    label_kind varchar(16) not null,
    one_id     bigint not null,
    other_id   bigint not null,
    said_by    varchar(200) not null,
    said_at    timestamp(6) with time zone not null,
    constraint tw_distinct_labels_once primary key (label_kind, one_id, other_id)
);

-- for counting what was applied lately, by label
create index tw_assignment_at on tw_assignment (assigned_at);
