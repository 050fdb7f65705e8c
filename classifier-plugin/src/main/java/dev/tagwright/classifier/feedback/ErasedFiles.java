package dev.tagwright.classifier.feedback;

import dev.tagwright.api.ErasedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Takes files out of jobs whose texts are those of erased documents. Safe for any number of threads. */
public final class ErasedFiles {

    private static final int PAGE = 50;

    private final JobFiles files;
    private final JobLog log;

    public ErasedFiles(JobFiles files, JobLog log) {
        this.files = files;
        this.log = log;
    }

    /**
     * Returns the files that have one of these texts. Reads the texts of all files that are kept.
     *
     * @param digests as {@link ErasedDocument#digest} gives them
     */
    public List<JobFiles.Kept> withTexts(Set<String> digests) {
        List<JobFiles.Kept> found = new ArrayList<>();
        List<JobFiles.Kept> page = files.readAfter(0, PAGE);
        while (!page.isEmpty()) {
            for (JobFiles.Kept file : page) {
                String text = file.text();
                if (text != null && digests.contains(ErasedDocument.digest(text))) {
                    found.add(file);
                }
            }
            page = files.readAfter(page.get(page.size() - 1).id(), PAGE);
        }
        return found;
    }

    /** Removes files, their names and what was found of them. A file may come twice. */
    public void erase(List<JobFiles.Kept> erased) {
        for (JobFiles.Kept file : erased) {
            files.remove(file.id());
            Optional<StoredJob> job = log.ofBatch(Classifying.KIND, file.batch());
            while (job.isPresent() && job.get().state() == StoredJob.State.DONE) {
                StoredJob before = job.get();
                ObjectNode result = (ObjectNode) JsonMapper.shared().readTree(before.result());
                blank((ObjectNode) result.get("files").get(file.position() - 1));
                // again when a person said something of another of its files meanwhile
                job = log.correct(before.id(), before.result(), result.toString())
                        ? Optional.empty()
                        : log.job(before.id());
            }
        }
    }

    /** Leaves of a file in the result of a job only that it was there. */
    static void blank(ObjectNode file) {
        int position = file.get("file").asInt();
        file.removeAll();
        file.put("file", position)
                .put("name", "")
                .put("characters", 0)
                .put("silence", "The document with this text was erased.")
                .put("snapshot", "")
                .putArray("labels");
    }
}
