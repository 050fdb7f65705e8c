-- What a retrain check asks of the labels is in the index alone, however long their descriptions are.
create index label_by_algorithm on label (algorithm, kind, id);
