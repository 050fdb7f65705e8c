-- Documents that wait for a person: one row each, written when they are decided on, with what the queue is ordered and
-- filtered by. Flags are one bit each. Whoever looks at one keeps it from others until claimed_until.
create table tw_review (
    document_id      bigint primary key,
    document_version bigint not null,
    looked_at        timestamp(6) with time zone not null,
    snapshot         varchar(64) not null,
    doubt            double precision not null,
    top              double precision not null,
    correspondent_id bigint not null,
    flags            integer not null,
    claimed_by       varchar(200) not null,
    claimed_until    timestamp(6) with time zone not null
);
create index tw_review_doubt on tw_review (doubt desc, document_id);
create index tw_review_top on tw_review (top desc, document_id);
create index tw_review_newest on tw_review (looked_at desc, document_id);
create index tw_review_correspondent on tw_review (correspondent_id);

-- What is suggested on them and nobody has decided on.
create table tw_review_suggestion (
    document_id bigint not null,
    label_kind  varchar(16) not null,
    label_id    bigint not null,
    probability double precision not null,
    threshold   double precision not null,
    constraint tw_review_suggestion_once primary key (document_id, label_kind, label_id)
);
create index tw_review_suggestion_label on tw_review_suggestion (label_kind, label_id, probability);

-- What a person skipped comes last for that person.
create table tw_review_skip (
    user_name   varchar(200) not null,
    document_id bigint not null,
    skipped_at  timestamp(6) with time zone not null,
    constraint tw_review_skip_once primary key (user_name, document_id)
);

-- What a person saw on a document and left as it was: it waits again when there is something else.
create table tw_review_passed (
    document_id bigint primary key,
    labels      varchar(4000) not null,
    flags       integer not null,
    user_name   varchar(200) not null,
    passed_at   timestamp(6) with time zone not null
);
