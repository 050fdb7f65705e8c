package dev.tagwright.host.documents;

import dev.tagwright.api.Extraction;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Where the words of one page stand, packed: about three bytes a word. */
@Entity
@Table(name = "document_page_words")
@IdClass(DocumentPageReading.Key.class)
class DocumentPageWords {

    /** More words of a page are not kept: whoever looks at it needs a few. */
    static final int MOST = 4_000;

    @Id
    @Column(name = "document_id")
    private long documentId;

    @Id
    private int number;

    private String packed;

    @SuppressWarnings("NullAway.Init")
    protected DocumentPageWords() {}

    DocumentPageWords(long documentId, Extraction.Page page) {
        this.documentId = documentId;
        this.number = page.number();
        this.packed = pack(page.words());
    }

    int getNumber() {
        return number;
    }

    List<Extraction.Word> words() {
        return unpack(packed);
    }

    /** Each number is told by how much it differs from that of the word before, which packs small. */
    static String pack(List<Extraction.Word> words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, best))) {
            List<Extraction.Word> kept = words.subList(0, Math.min(MOST, words.size()));
            out.writeInt(kept.size());
            int[] before = new int[6];
            for (Extraction.Word word : kept) {
                int[] now = {word.start(), word.length(), word.left(), word.top(), word.width(), word.height()};
                for (int i = 0; i < now.length; i++) {
                    out.writeInt(now[i] - before[i]);
                }
                before = now;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            best.end();
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static List<Extraction.Word> unpack(String packed) {
        byte[] bytes = Base64.getDecoder().decode(packed);
        List<Extraction.Word> words = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int count = Math.min(MOST, in.readInt());
            int[] now = new int[6];
            for (int word = 0; word < count; word++) {
                for (int i = 0; i < now.length; i++) {
                    now[i] += in.readInt();
                }
                words.add(new Extraction.Word(now[0], now[1], now[2], now[3], now[4], now[5]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
