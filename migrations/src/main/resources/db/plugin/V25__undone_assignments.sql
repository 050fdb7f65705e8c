-- Labels that an undo took off are asked for by each training.
create index tw_assignment_undone on tw_assignment (undone_at);
