-- Where the words of each page stand on it: base64 of deflated numbers. In a table of its own, because a list of pages
-- does without. Pages that were read before it was there have none.
create table document_page_words (
    document_id bigint not null,
    number integer not null,
    packed ${text} not null,
    primary key (document_id, number),
    constraint document_page_words_of foreign key (document_id) references document (id) on delete cascade
);
