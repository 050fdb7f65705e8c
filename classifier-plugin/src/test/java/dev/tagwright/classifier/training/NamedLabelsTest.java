package dev.tagwright.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.Explanation;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotFormat;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import dev.tagwright.classifier.snapshot.SnapshotRefusedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Letters of senders who are mostly named in them, and who otherwise write like everybody. */
class NamedLabelsTest {

    private static final int SENDERS = 30;
    private static final SnapshotFormat FORMAT = new SnapshotFormat(new byte[32]);

    /** As many letters as its number plus one, at most ten. */
    private static List<LabelledDocument> letters(Random random) {
        List<LabelledDocument> all = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            for (int letter = 0; letter < 1 + sender % 10; letter++) {
                all.add(new LabelledDocument(
                        sender + "-" + letter,
                        letter(sender, random),
                        Map.of(LabelKind.CORRESPONDENT, Set.of(key(sender))),
                        Map.of()));
            }
        }
        return all;
    }

    private static String letter(int sender, Random random) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < 25; word++) {
            text.append("word").append(random.nextInt(300)).append(' ');
        }
        text.append("manner").append(sender % 10).append(random.nextInt(3)).append(' ');
        if (random.nextInt(10) > 0) {
            text.append(name(sender)).append(' ');
        }
        if (random.nextInt(10) == 0) {
            text.append(name(random.nextInt(SENDERS)));
        }
        return text.toString();
    }

    private static String name(int sender) {
        return "Alder" + sender + " Finch" + sender % 7;
    }

    private static String key(int sender) {
        return "k" + sender;
    }

    private static Snapshot train(List<LabelledDocument> documents, LabelNames names, int threads) throws Exception {
        Training training =
                new Training(new TrainingSettings(1, threads, Map.of(), Map.of()), Progress.SILENT, () -> false);
        training.named(names);
        for (LabelledDocument document : documents) {
            training.add(document);
        }
        return training.finish();
    }

    private static final LabelNames NAMES = (kind, key) -> name(Integer.parseInt(key.substring(1)));

    private static int right(Snapshot snapshot) {
        Random random = new Random(99);
        int right = 0;
        for (int i = 0; i < 300; i++) {
            int sender = i % SENDERS;
            List<ScoredLabel> scored = snapshot.classify(letter(sender, random));
            right += !scored.isEmpty() && scored.get(0).key().equals(key(sender)) ? 1 : 0;
        }
        return right;
    }

    @Test
    void aSenderIsKnownByItsNameAndMoreSoTheFewerLettersThereAre() throws Exception {
        List<LabelledDocument> letters = letters(new Random(7));
        Snapshot named = train(letters, NAMES, 2);
        Snapshot nameless = train(letters, LabelNames.NONE, 2);
        assertThat(named.labels()).allMatch(label -> label.perName() > 0);
        assertThat(nameless.labels()).allMatch(label -> label.perName() == 0);
        assertThat(right(named)).isGreaterThan(right(nameless) + 5);
    }

    @Test
    void theWordsOfANameAreWeightsLikeOthersAndAddUpToTheMargin() throws Exception {
        Snapshot snapshot = train(letters(new Random(7)), NAMES, 1);
        Explanation explanation =
                snapshot.explain(letter(3, new Random(1)) + " " + name(3), LabelKind.CORRESPONDENT, key(3));
        double sum = explanation.bias();
        for (Explanation.Part part : explanation.parts()) {
            sum += part.weight();
        }
        assertThat(sum).isCloseTo(explanation.margin(), within(1e-6));
        assertThat(explanation.parts())
                .filteredOn(part -> part.weight() > 0.1)
                .extracting(Explanation.Part::text)
                .contains("alder3");
    }

    @Test
    void namesThatStandNowhereOrAnywhereLeaveTheSnapshotAsItIs() throws Exception {
        List<LabelledDocument> letters = letters(new Random(7));
        String nameless = train(letters, LabelNames.NONE, 1).digest();
        assertThat(train(letters, (kind, key) -> "unheard " + key, 1).digest()).isEqualTo(nameless);
        assertThat(train(letters, (kind, key) -> "word1" + key.substring(1), 1).digest())
                .isEqualTo(nameless);
    }

    @Test
    void theDigestIsTheSameForAnyThreadsAndAnyOrder() throws Exception {
        List<LabelledDocument> letters = letters(new Random(7));
        String digest = train(letters, NAMES, 1).digest();
        List<LabelledDocument> shuffled = new ArrayList<>(letters);
        Collections.shuffle(shuffled, new Random(5));
        assertThat(train(shuffled, NAMES, 2).digest()).isEqualTo(digest);
        assertThat(train(letters, (kind, key) -> NAMES.name(kind, key) + " other", 1)
                        .digest())
                .isEqualTo(digest);
    }

    @Test
    void aSnapshotWithNamesComesBackFromItsBytesAndNoOtherDoes() throws Exception {
        Snapshot snapshot = train(letters(new Random(7)), NAMES, 1);
        byte[] bytes = FORMAT.write(snapshot);
        assertThat(bytes[11]).isEqualTo((byte) 3);
        Snapshot back = FORMAT.read(bytes);
        assertThat(back.digest()).isEqualTo(snapshot.digest());
        assertThat(back.labels()).isEqualTo(snapshot.labels());
        assertThat(FORMAT.write(back)).isEqualTo(bytes);
        List<Integer> read = IntStream.iterate(0, at -> at < bytes.length, at -> at + 211)
                .filter(at -> {
                    byte[] changed = bytes.clone();
                    changed[at] ^= (byte) (1 << at % 8);
                    return isRead(changed);
                })
                .boxed()
                .toList();
        assertThat(read).as("positions at which a changed bit went unseen").isEmpty();
    }

    private static boolean isRead(byte[] bytes) {
        try {
            FORMAT.read(bytes);
            return true;
        } catch (SnapshotRefusedException e) {
            return false;
        }
    }

    @Test
    void theFixtureOfFormatVersionThreeIsReadForEver() throws Exception {
        byte[] fixture;
        try (var in = SnapshotFormat.class.getResourceAsStream("format-3.snapshot")) {
            fixture = in.readAllBytes();
        }
        Snapshot read = FORMAT.read(fixture);
        assertThat(read.labels())
                .hasSize(SENDERS)
                .extracting(SnapshotLabel::perName)
                .allMatch(perName -> perName > 0);
        assertThat(read.classify(letter(9, new Random(1)) + " " + name(9))
                        .get(0)
                        .key())
                .isEqualTo(key(9));
    }
}
