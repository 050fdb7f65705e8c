package dev.tagwright.host.pages;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Narrowing;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.search.DocumentSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The labels that the documents of a list carry, each with the way to those of them that carry it. */
@Component
class LabelFacets {

    private static final int SHOWN = 12;

    /**
     * One label.
     *
     * @param address of the list that it narrows
     * @param count of the documents of that list
     */
    record Facet(Chip chip, String address, long count) {}

    private final DocumentSearch search;
    private final Labels labels;

    LabelFacets(DocumentSearch search, Labels labels) {
        this.search = search;
        this.labels = labels;
    }

    /**
     * Returns the labels that most documents carry, most first; those that would narrow nothing are left out. None where
     * the index does not know the list: it holds no parts of the archive, and not what documents lack.
     *
     * @param total how many documents the list has
     */
    List<Facet> of(ListQuery query, Visitor visitor, long total) {
        Narrowing list = query.filter(visitor).narrowing();
        if (!query.narrowed() || list.more()) {
            return List.of();
        }
        Set<Long> carried = new TreeSet<>(query.tags());
        carried.addAll(query.single().values());
        Map<Long, Long> counts = search.counts(query.words(), visitor.person(), list);
        List<Long> most = counts.entrySet().stream()
                .filter(one -> one.getValue() < total && !carried.contains(one.getKey()))
                .map(Map.Entry::getKey)
                .limit(SHOWN)
                .toList();
        Map<Long, StoredLabel> known = labels.byId(new TreeSet<>(most));
        List<Facet> facets = new ArrayList<>();
        for (Long id : most) {
            StoredLabel label = known.get(id);
            if (label != null) {
                ListQuery narrower =
                        label.getKind() == LabelKind.TAG ? query.withTag(id) : query.with(label.getKind(), id);
                facets.add(new Facet(Chip.of(label), narrower.address(), counts.getOrDefault(id, 0L)));
            }
        }
        return facets;
    }
}
