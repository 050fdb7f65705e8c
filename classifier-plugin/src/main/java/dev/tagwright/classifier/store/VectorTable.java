package dev.tagwright.classifier.store;

import dev.tagwright.classifier.embedding.ContentKey;
import dev.tagwright.classifier.embedding.VectorShelf;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionOperations;

/** Vectors in tw_vector, their numbers big-endian. */
final class VectorTable implements VectorShelf {

    private static final int AT_ONCE = 500;

    private final EntityManager entities;
    private final TransactionOperations transaction;

    VectorTable(EntityManager entities, TransactionOperations transaction) {
        this.entities = entities;
        this.transaction = transaction;
    }

    private static String id(String model, ContentKey text) {
        return model + ":" + text.digest();
    }

    @Override
    public float @Nullable [] vector(String model, ContentKey text) {
        Optional<VectorRow> row = Objects.requireNonNull(
                transaction.execute(status -> Optional.ofNullable(entities.find(VectorRow.class, id(model, text)))));
        if (row.isEmpty()) {
            return null;
        }
        byte[] bytes = row.get().bytes;
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }

    @Override
    // one at a time: the background and a decision often come with the same document at once
    public synchronized void keep(String model, ContentKey text, float[] vector) {
        VectorRow row = new VectorRow();
        row.id = id(model, text);
        row.model = model;
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        row.bytes = bytes.array();
        try {
            transaction.executeWithoutResult(status -> entities.merge(row));
        } catch (DataIntegrityViolationException | PersistenceException e) {
            if (vector(model, text) == null) {
                throw e;
            }
            // another thread or node was quicker to write the same
        }
    }

    @Override
    public Set<String> ids() {
        return Objects.requireNonNull(transaction.execute(
                status -> new HashSet<>(entities.createQuery("select v.id from VectorRow v", String.class)
                        .getResultList())));
    }

    @Override
    public int dropAllBut(Set<String> ids, Set<ContentKey> texts) {
        Set<String> digests = texts.stream().map(ContentKey::digest).collect(Collectors.toSet());
        List<String> orphans = ids.stream()
                .filter(id -> !digests.contains(id.substring(id.lastIndexOf(':') + 1)))
                .toList();
        int gone = 0;
        for (int from = 0; from < orphans.size(); from += AT_ONCE) {
            List<String> some = orphans.subList(from, Math.min(orphans.size(), from + AT_ONCE));
            Integer now =
                    transaction.execute(status -> entities.createQuery("delete from VectorRow v where v.id in :ids")
                            .setParameter("ids", some)
                            .executeUpdate());
            gone += Objects.requireNonNull(now);
        }
        return gone;
    }

    @Override
    public int keepOnly(Set<String> models) {
        Integer gone = transaction.execute(
                status -> entities.createQuery("delete from VectorRow v where v.model not in :models")
                        .setParameter("models", models)
                        .executeUpdate());
        return Objects.requireNonNull(gone);
    }
}
