package dev.tagwright.classifier.plugin;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.Filing;
import dev.tagwright.api.host.FilingDelta;
import dev.tagwright.api.host.FilingOutcome;
import dev.tagwright.api.host.Sheet;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What people decide, on the host in memory. Each document is titled with markup. */
final class TestFiling implements Filing {

    private record Done(DocumentId document, Map<LabelId, Origin> before, Map<LabelId, Origin> after) {}

    private final TestHost host;
    private final Map<Long, Done> filings = new HashMap<>();

    TestFiling(TestHost host) {
        this.host = host;
    }

    @Override
    public Set<DocumentId> visible(Caller caller, Collection<DocumentId> documents) {
        return documents.stream().filter(id -> host.mayView(caller, id)).collect(Collectors.toSet());
    }

    @Override
    public List<Sheet> sheets(Caller caller, List<DocumentId> documents) {
        return documents.stream()
                .filter(id -> host.mayView(caller, id))
                .map(id -> new Sheet(
                        id,
                        "<i>paper</i> " + id.value(),
                        LocalDate.of(2026, 3, 1),
                        true,
                        true,
                        "/documents/" + id.value(),
                        List.of("/pictures/" + id.value())))
                .toList();
    }

    @Override
    public List<DocumentId> alike(Caller caller, DocumentId document, int atMost) {
        return List.of();
    }

    @Override
    public FilingOutcome file(Caller caller, FilingDelta delta) {
        HostDocument now = host.look(delta.document());
        if (now == null) {
            return new FilingOutcome.Refused("There is no such document.");
        }
        if (now.version() != delta.expectedVersion()) {
            return new FilingOutcome.Conflict(now);
        }
        Map<LabelId, Origin> after = new HashMap<>(now.labels());
        delta.add().keySet().forEach(label -> {
            after.keySet().removeIf(other -> !label.kind().multiValued() && other.kind() == label.kind());
            after.put(label, Origin.PERSON);
        });
        delta.refuse().forEach(after::remove);
        host.carry(delta.document(), after);
        delta.refuse().forEach(label -> host.takeOff(delta.document(), label));
        long number = filings.size() + 1L;
        filings.put(number, new Done(delta.document(), now.labels(), Map.copyOf(after)));
        Set<LabelId> touched = new HashSet<>(delta.add().keySet());
        touched.addAll(delta.refuse());
        return new FilingOutcome.Done(number, host.look(delta.document()).version(), touched);
    }

    @Override
    public FilingOutcome undo(Caller caller, long filing) {
        Done done = filings.get(filing);
        if (!host.look(done.document).labels().equals(done.after)) {
            return new FilingOutcome.Refused("Somebody changed the same labels of the document since.");
        }
        host.carry(done.document, done.before);
        return new FilingOutcome.Done(filing, host.look(done.document).version(), done.after.keySet());
    }
}
