package dev.tagwright.host.search;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The vectors of documents in the database, from which the index gets them. Any thread. */
@Component
public class DocumentVectors {

    /** How many numbers each has. */
    public static final int LENGTH = 384;

    private static final int LONGEST_NAME = 200;

    private final JdbcTemplate jdbc;

    DocumentVectors(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A vector as it is kept; the edition tells whether it was replaced meanwhile. */
    record Kept(long document, String model, float[] vector, long edition) {}

    /**
     * Keeps vectors for the index to take in; the same again is no change, and documents that are not there are passed
     * over.
     *
     * @throws IllegalArgumentException when a name or vector does not hold up; nothing is kept
     */
    @Transactional
    public void keep(String model, Map<Long, float[]> vectors) {
        if (model.isBlank() || model.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "the model's name (" + model.length() + " characters) must have 1 to " + LONGEST_NAME);
        }
        vectors.values().forEach(DocumentVectors::check);
        List<Object[]> replacing = new ArrayList<>();
        List<Object[]> adding = new ArrayList<>();
        vectors.forEach((document, vector) -> {
            String numbers = write(vector);
            replacing.add(new Object[] {model, numbers, document, model, numbers});
            adding.add(new Object[] {model, numbers, document, document});
        });
        jdbc.batchUpdate(
                "update document_vector set model = ?, numbers = ?, edition = edition + 1, pending = true"
                        + " where document_id = ? and (model <> ? or numbers <> ?)",
                replacing);
        jdbc.batchUpdate(
                "insert into document_vector (document_id, model, numbers, edition, pending)"
                        + " select d.id, cast(? as varchar(200)), cast(? as varchar(8200)), 1, true from document d"
                        + " where d.id = ? and not exists (select 1 from document_vector v where v.document_id = ?)",
                adding);
    }

    static void check(float[] vector) {
        if (vector.length != LENGTH) {
            throw new IllegalArgumentException("a vector (" + vector.length + " numbers) must have " + LENGTH);
        }
        boolean zero = true;
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException("a vector must have finite numbers only");
            }
            zero &= number == 0;
        }
        if (zero) {
            throw new IllegalArgumentException("a vector must not be all zero");
        }
    }

    /** Returns the vectors of documents by their numbers; those without one are left out. One query. */
    Map<Long, Kept> of(Collection<Long> documents) {
        Map<Long, Kept> found = new HashMap<>();
        if (!documents.isEmpty()) {
            jdbc.query(
                            "select document_id, model, numbers, edition from document_vector where document_id in ("
                                    + String.join(", ", Collections.nCopies(documents.size(), "?")) + ")",
                            DocumentVectors::kept,
                            documents.toArray())
                    .forEach(one -> found.put(one.document, one));
        }
        return found;
    }

    /** Returns the vector of a document. */
    Optional<Kept> of(long document) {
        return Optional.ofNullable(of(List.of(document)).get(document));
    }

    /** Returns the numbers of documents whose vectors the index has yet to take in. */
    List<Long> pending(int most) {
        return jdbc.queryForList(
                "select document_id from document_vector where pending = true order by document_id" + " fetch next "
                        + most + " rows only",
                Long.class);
    }

    /** Notes that the index has taken vectors in; those that were replaced meanwhile stay pending. */
    void taken(Collection<Kept> kept) {
        jdbc.batchUpdate(
                "update document_vector set pending = false where document_id = ? and edition = ?",
                kept.stream()
                        .map(one -> new Object[] {one.document, one.edition})
                        .toList());
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(row.getString(3)));
        float[] vector = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(vector);
        return new Kept(row.getLong(1), row.getString(2), vector, row.getLong(4));
    }

    private static String write(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
