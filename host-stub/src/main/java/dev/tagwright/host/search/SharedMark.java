package dev.tagwright.host.search;

import dev.tagwright.host.documents.ChangeFeed.Place;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The mark of an index that several hosts write to is a row of the database; who has locked it writes. */
final class SharedMark implements Mark {

    private static final String READ = "select change_seq, document_id, filled from search_mark where index_name = ?";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final String index;

    SharedMark(JdbcTemplate jdbc, TransactionTemplate transactions, String index) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.index = index;
    }

    @Override
    public Progress progress() {
        return read(READ).stream().findFirst().orElse(Progress.NONE);
    }

    private List<Progress> read(String query) {
        return jdbc.query(
                query,
                (row, number) -> new Progress(new Place(row.getLong(1), row.getLong(2)), row.getBoolean(3)),
                index);
    }

    @Override
    public boolean advance(UnaryOperator<Progress> step) {
        if (read(READ).isEmpty()) {
            try {
                jdbc.update(
                        "insert into search_mark (index_name, change_seq, document_id, filled) values (?, 0, 0, false)",
                        index);
            } catch (DuplicateKeyException e) {
                // another host was faster; the row is there, which is all that is wanted
                return false;
            }
        }
        return Boolean.TRUE.equals(transactions.execute(status -> {
            List<Progress> locked = read(READ + " for update skip locked");
            if (locked.isEmpty()) {
                return false;
            }
            Progress before = locked.get(0);
            Progress after = step.apply(before);
            if (!after.equals(before)) {
                jdbc.update(
                        "update search_mark set change_seq = ?, document_id = ?, filled = ? where index_name = ?",
                        after.place().sequence(),
                        after.place().document(),
                        after.filled(),
                        index);
            }
            return true;
        }));
    }

    @Override
    public void restart(boolean emptied) {
        jdbc.update(
                "update search_mark set change_seq = 0, document_id = 0, filled = (filled and ?) where index_name = ?",
                !emptied,
                index);
    }
}
