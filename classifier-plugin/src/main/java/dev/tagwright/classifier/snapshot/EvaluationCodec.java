package dev.tagwright.classifier.snapshot;

import java.util.ArrayList;
import java.util.List;

/** The evaluation as bytes. */
final class EvaluationCodec {

    private EvaluationCodec() {}

    static void write(Evaluation evaluation, SectionWriter out) {
        out.count(evaluation.kinds().size());
        for (Evaluation.OfKind kind : evaluation.kinds()) {
            out.count(SnapshotSections.code(kind.kind()));
            out.count(kind.labels());
            out.count(kind.documents());
            out.count(kind.truePositives());
            out.count(kind.falsePositives());
            out.count(kind.falseNegatives());
            out.real(kind.macroF1());
            out.count(kind.applied());
            out.count(kind.appliedRightly());
            out.real(kind.calibrationError());
        }
        out.count(evaluation.labels().size());
        for (Evaluation.OfLabel label : evaluation.labels()) {
            out.count(SnapshotSections.code(label.kind()));
            out.text(label.key());
            out.count(label.support());
            out.count(label.truePositives());
            out.count(label.falsePositives());
            out.count(label.falseNegatives());
            out.real(label.f1Low());
            out.real(label.f1High());
            out.count(label.applied());
            out.count(label.appliedRightly());
        }
    }

    static Evaluation read(SectionReader in) throws SnapshotRefusedException {
        int kinds = in.size(24);
        List<Evaluation.OfKind> ofKinds = new ArrayList<>(kinds);
        for (int i = 0; i < kinds; i++) {
            ofKinds.add(new Evaluation.OfKind(
                    SnapshotSections.kind(in),
                    in.count(Integer.MAX_VALUE),
                    in.count(Integer.MAX_VALUE),
                    in.count(),
                    in.count(),
                    in.count(),
                    in.real(),
                    in.count(),
                    in.count(),
                    in.real()));
        }
        int labels = in.size(24);
        List<Evaluation.OfLabel> ofLabels = new ArrayList<>(labels);
        for (int i = 0; i < labels; i++) {
            ofLabels.add(new Evaluation.OfLabel(
                    SnapshotSections.kind(in),
                    in.text(),
                    in.count(Integer.MAX_VALUE),
                    in.count(Integer.MAX_VALUE),
                    in.count(Integer.MAX_VALUE),
                    in.count(Integer.MAX_VALUE),
                    in.real(),
                    in.real(),
                    in.count(Integer.MAX_VALUE),
                    in.count(Integer.MAX_VALUE)));
        }
        return new Evaluation(ofKinds, ofLabels);
    }
}
