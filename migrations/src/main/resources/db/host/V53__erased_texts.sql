-- Tells a plugin which copies of the text of an erased document it is to forget as well, without the text.
alter table plugin_erasure add column text_digest varchar(64) default '' not null;
