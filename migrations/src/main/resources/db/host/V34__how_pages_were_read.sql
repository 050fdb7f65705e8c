-- What read each page, how it looked at it, and for how long.
alter table document_page add column engine varchar(100) default '' not null;
alter table document_page add column languages varchar(200) default '' not null;
alter table document_page add column dpi integer default 0 not null;
alter table document_page add column millis bigint default 0 not null;

-- Whether read_reason says why the text is only a part of the file.
alter table document add column read_partial boolean default false not null;

-- How a person wants the file to be read; 0, empty and false stand for the plugin's settings.
alter table ingest_job add column dpi integer default 0 not null;
alter table ingest_job add column languages varchar(200) default '' not null;
alter table ingest_job add column force_ocr boolean default false not null;
