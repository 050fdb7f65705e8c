package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the documents beside their words: a digest of each and its labels. Gives them an order of their own,
 * so that nothing depends on the order in which they came.
 */
final class TrainingRows {

    private static final int LONGEST_NUMBER = 18;

    private final MessageDigest sha = sha256();
    private final List<byte[]> digests = new ArrayList<>();
    private final List<Map<LabelKind, String[]>> labels = new ArrayList<>();
    private final List<Map<LabelKind, String[]>> masked = new ArrayList<>();
    private final List<Map<LabelKind, Map<String, Boolean>>> judged = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private int partial;
    private final List<Long> texts = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Map<String, String> names = new java.util.HashMap<>();

    int size() {
        return digests.size();
    }

    void add(LabelledDocument document) {
        Map<LabelKind, String[]> carried = copy(document.labels());
        Map<LabelKind, String[]> unsure = copy(document.masked());
        sha.reset();
        feed(document.id());
        feed(document.text());
        feed(carried);
        feed(unsure);
        if (!document.judged().isEmpty()) {
            new TreeMap<>(document.judged()).forEach((kind, keys) -> {
                feed(kind.name());
                new TreeMap<>(keys).forEach((key, carries) -> feed(key + (carries ? " +" : " -")));
            });
        }
        if (document.share() < 1) {
            feed("share " + document.share());
            partial++;
        }
        shares.add(document.share());
        digests.add(sha.digest());
        texts.add(HeldOut.text(document.text()));
        labels.add(carried);
        masked.add(unsure);
        judged.add(document.judged());
        ids.add(document.id());
    }

    private Map<LabelKind, String[]> copy(Map<LabelKind, Set<String>> source) {
        Map<LabelKind, String[]> copy = new EnumMap<>(LabelKind.class);
        source.forEach((kind, keys) -> copy.put(
                kind,
                new TreeSet<>(keys)
                        .stream().map(key -> names.computeIfAbsent(key, k -> k)).toArray(String[]::new)));
        return copy;
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        feed(bytes.length);
        sha.update(bytes);
    }

    private void feed(int number) {
        sha.update((byte) (number >>> 24));
        sha.update((byte) (number >>> 16));
        sha.update((byte) (number >>> 8));
        sha.update((byte) number);
    }

    private void feed(Map<LabelKind, String[]> keys) {
        feed(keys.size());
        keys.forEach((kind, all) -> {
            feed(kind.name());
            feed(all.length);
            for (String key : all) {
                feed(key);
            }
        });
    }

    /** Returns the documents in the order of their digests; of several that are the same in everything only one. */
    int[] order() {
        Integer[] all = new Integer[digests.size()];
        Arrays.setAll(all, i -> i);
        Arrays.sort(all, (a, b) -> Arrays.compareUnsigned(digests.get(a), digests.get(b)));
        int[] order = new int[all.length];
        int size = 0;
        for (int i = 0; i < all.length; i++) {
            if (size == 0 || !Arrays.equals(digests.get(order[size - 1]), digests.get(all[i]))) {
                order[size++] = all[i];
            }
        }
        return Arrays.copyOf(order, size);
    }

    /** Returns the digest over all documents in their order, in hexadecimal. */
    String dataDigest(int[] order) {
        sha.reset();
        for (int document : order) {
            sha.update(digests.get(document));
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Returns for each document in its order what its text is known by. */
    long[] texts(int[] order) {
        long[] found = new long[order.length];
        for (int row = 0; row < order.length; row++) {
            found[row] = texts.get(order[row]);
        }
        return found;
    }

    /** Returns for each document in its order how much it counts; null when all count fully. */
    float @Nullable [] shares(int[] order) {
        if (partial == 0) {
            return null;
        }
        float[] found = new float[order.length];
        for (int row = 0; row < order.length; row++) {
            found[row] = shares.get(order[row]).floatValue();
        }
        return found;
    }

    /** Returns how many documents in an order count fully. */
    int whole(int[] order) {
        return (int) Arrays.stream(order)
                .filter(document -> shares.get(document) == 1)
                .count();
    }

    /** Returns the ids of the documents in their order. */
    List<String> ids(int[] order) {
        return Arrays.stream(order).mapToObj(ids::get).toList();
    }

    /** Returns the numbers of the documents in their order; 0 for those that are named otherwise. */
    long[] numbers(int[] order) {
        long[] numbers = new long[order.length];
        for (int row = 0; row < order.length; row++) {
            numbers[row] = number(ids.get(order[row]));
        }
        return numbers;
    }

    private static long number(String id) {
        if (id.isEmpty() || id.length() > LONGEST_NUMBER) {
            return 0;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < '0' || id.charAt(i) > '9') {
                return 0;
            }
        }
        return Long.parseLong(id);
    }

    Targets targets(int[] order, long seed) {
        Map<LabelKind, TreeMap<String, Integer>> counts = new EnumMap<>(LabelKind.class);
        for (int document : order) {
            labels.get(document).forEach((kind, keys) -> {
                TreeMap<String, Integer> ofKind = counts.computeIfAbsent(kind, k -> new TreeMap<>());
                for (String key : keys) {
                    ofKind.merge(key, 1, Integer::sum);
                }
            });
            judged.get(document)
                    .forEach((kind, keys) -> keys.forEach((key, carries) -> {
                        if (carries) {
                            counts.computeIfAbsent(kind, k -> new TreeMap<>()).merge(key, 1, Integer::sum);
                        }
                    }));
        }
        counts.values().removeIf(Map::isEmpty);
        return Targets.of(order, counts, labels, masked, judged, shares, seed);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }
}
