package dev.tagwright.classifier.snapshot;

import static dev.tagwright.classifier.snapshot.SectionReader.corrupt;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.Sigmoid;
import dev.tagwright.classifier.features.FeatureSpace;
import dev.tagwright.classifier.linear.WeightTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each section of a snapshot's bytes holds; those of format version 1 come first. */
enum SnapshotSections {
    PROVENANCE {
        @Override
        void write(SnapshotContent content, SectionWriter out) {
            Provenance provenance = content.provenance();
            out.text(provenance.dataDigest());
            out.text(provenance.settingsDigest());
            out.count(provenance.documents());
            out.count(provenance.labels());
            out.eight(provenance.seed());
            out.text(provenance.version());
            out.text(provenance.jvm());
        }
    },
    FEATURES {
        @Override
        void write(SnapshotContent content, SectionWriter out) {
            FeatureCodec.write(content.features().parts(), out);
        }
    },
    LABELS {
        @Override
        void write(SnapshotContent content, SectionWriter out) {
            out.count(content.labels().size());
            for (SnapshotLabel label : content.labels()) {
                out.count(code(label.kind()));
                out.text(label.key());
                out.count(label.positives());
                out.real(label.slope());
                out.real(label.offset());
                out.real(label.suggestThreshold());
                out.real(label.applyThreshold());
            }
        }
    },
    CURVES {
        @Override
        void write(SnapshotContent content, SectionWriter out) {
            writeCurves(content.curves(), out);
        }
    },
    WEIGHTS {
        @Override
        void write(SnapshotContent content, SectionWriter out) {
            WeightCodec.write(content.weights(), out);
        }
    },
    EVALUATION {
        @Override
        void write(SnapshotContent content, SectionWriter out) {
            EvaluationCodec.write(content.evaluation(), out);
        }
    },
    /** Since format version 2. */
    EMBEDDING {
        @Override
        void write(SnapshotContent content, SectionWriter out) {
            SnapshotEmbedding embedding = content.embedding();
            if (embedding != null) {
                EmbeddingCodec.write(embedding, out);
            }
        }
    },
    /** Since format version 3, in which the section of embeddings may be empty. */
    NAMES {
        @Override
        void write(SnapshotContent content, SectionWriter out) {
            for (SnapshotLabel label : content.labels()) {
                out.real(label.perName());
            }
        }
    };

    /** Slope, count and none. */
    private static final int NONE_TERMS = 3;

    abstract void write(SnapshotContent content, SectionWriter out);

    /** Numbers of the kinds that no reordering of the enumeration changes. */
    static int code(LabelKind kind) {
        return switch (kind) {
            case TAG -> 1;
            case CORRESPONDENT -> 2;
            case DOCUMENT_TYPE -> 3;
            case STORAGE_PATH -> 4;
        };
    }

    static LabelKind kind(SectionReader in) throws SnapshotRefusedException {
        int code = in.count(Integer.MAX_VALUE);
        for (LabelKind kind : LabelKind.values()) {
            if (code(kind) == code) {
                return kind;
            }
        }
        throw corrupt("there is no kind " + code);
    }

    /** Returns how many of the sections, in the order of this enumeration, a format version has. */
    static int of(int version) {
        return version == 1 ? EMBEDDING.ordinal() : version == 2 ? NAMES.ordinal() : values().length;
    }

    /** Reads all sections of a format version, given in the order of this enumeration. */
    static SnapshotContent read(SectionReader[] sections) throws SnapshotRefusedException {
        Provenance provenance = provenance(sections[PROVENANCE.ordinal()]);
        FeatureSpace.Parts parts = FeatureCodec.read(sections[FEATURES.ordinal()]);
        SectionReader names = sections.length > NAMES.ordinal() ? sections[NAMES.ordinal()] : null;
        List<SnapshotLabel> labels = labels(sections[LABELS.ordinal()], names);
        List<KindCurve> curves = curves(sections[CURVES.ordinal()]);
        int words = parts.documentFrequency().length;
        boolean embedded =
                sections.length > EMBEDDING.ordinal() && (names == null || sections[EMBEDDING.ordinal()].left() > 0);
        SnapshotEmbedding embedding = embedded ? EmbeddingCodec.read(sections[EMBEDDING.ordinal()], words) : null;
        WeightTable weights = WeightCodec.read(
                sections[WEIGHTS.ordinal()],
                embedding == null ? words : embedding.features().size(),
                labels.size());
        Evaluation evaluation = EvaluationCodec.read(sections[EVALUATION.ordinal()]);
        for (SectionReader section : sections) {
            section.end();
        }
        return new SnapshotContent(provenance, new FeatureSpace(parts), weights, labels, curves, evaluation, embedding);
    }

    private static Provenance provenance(SectionReader in) throws SnapshotRefusedException {
        return new Provenance(
                in.text(),
                in.text(),
                in.count(Integer.MAX_VALUE),
                in.count(Integer.MAX_VALUE),
                in.eight(),
                in.text(),
                in.text());
    }

    private static List<SnapshotLabel> labels(SectionReader in, @Nullable SectionReader names)
            throws SnapshotRefusedException {
        int size = in.size(35);
        List<SnapshotLabel> labels = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            SnapshotLabel label = new SnapshotLabel(
                    kind(in),
                    in.text(),
                    in.count(Integer.MAX_VALUE),
                    in.real(),
                    in.real(),
                    in.real(),
                    in.real(),
                    names == null ? 0 : names.real());
            if (i > 0 && labels.get(i - 1).kind().compareTo(label.kind()) > 0) {
                throw corrupt("the labels are out of order");
            }
            labels.add(label);
        }
        return labels;
    }

    static void writeCurves(List<KindCurve> curves, SectionWriter out) {
        out.count(curves.size());
        for (KindCurve curve : curves) {
            out.count(code(curve.kind()));
            out.reals(curve.term());
            out.reals(curve.from());
            out.reals(curve.to());
        }
    }

    static List<KindCurve> curves(SectionReader in) throws SnapshotRefusedException {
        int size = in.count(LabelKind.values().length);
        List<KindCurve> curves = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            KindCurve curve = new KindCurve(kind(in), in.reals(), in.reals(), in.reals());
            if (i > 0 && curves.get(i - 1).kind().compareTo(curve.kind()) >= 0) {
                throw corrupt("the curves are out of order");
            }
            int terms = curve.kind().multiValued() ? Sigmoid.TERMS : NONE_TERMS;
            if (curve.term().length != terms) {
                throw corrupt("a curve has " + curve.term().length + " terms, expected are " + terms);
            }
            curves.add(curve);
        }
        return curves;
    }
}
