package dev.tagwright.host.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentNote;
import dev.tagwright.host.documents.DocumentOrder;
import dev.tagwright.host.documents.DocumentPage;
import dev.tagwright.host.documents.Narrowing;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a search finds, whatever holds the index. */
abstract class SearchSuite extends SimilarSuite {

    /** So few that a test can add more. */
    static final int RANKED = 20;

    @Test
    void wordsPhrasesBeginningsAndWhatIsLeftOut() throws Exception {
        long water = add("Water bill", "The annual report of the waterworks", null);
        long gas = add("Gas bill", "The report comes annually; GRÖSSE and façade", null);
        settled();
        assertThat(found("report")).containsExactlyInAnyOrder(water, gas);
        assertThat(found("\"annual report\"")).containsExactly(water);
        assertThat(found("report -annual")).containsExactly(gas);
        assertThat(found("annual*")).containsExactlyInAnyOrder(water, gas);
        assertThat(found("water OR façade")).containsExactlyInAnyOrder(water, gas);
        assertThat(found("grosse facade")).containsExactly(gas);
        assertThat(found("title:gas")).containsExactly(gas);
        assertThat(found("content:gas")).isEmpty();
        assertThat(found("bill nothing")).isEmpty();
    }

    @Test
    void howSomethingIsWrittenDoesNotMatter() throws Exception {
        // as the file names of some systems and the texts of many PDF files are
        long apart = add("Garc\u0327on", "The cafe\u0301 of Mu\u0308ller", null);
        long whole = add("Garçon", "The café of Müller", null);
        long wide = add("Wide", "\uff29\uff2e\uff36\uff14\uff17\uff11\uff11 \uff71\uff8a\uff9f\uff70\uff84", null);
        labels.create(LabelDraft.auto(LabelKind.TAG, "Bu\u0308ro " + mine));
        settled();
        for (String typed : List.of(
                "garçon", "garc\u0327on", "Müller café", "MU\u0308LLER", "MÜL*", "caf\u00e9*", "muell? OR m?ller")) {
            assertThat(found(typed)).as(typed).containsExactlyInAnyOrder(apart, whole);
        }
        assertThat(found("inv4711")).containsExactly(wide);
        assertThat(found("アパート")).containsExactly(wide);
        assertThat(found("“café of Müller” –nothing")).containsExactlyInAnyOrder(apart, whole);
        assertThat(found("café –müller")).isEmpty();
        assertThat(found("„café of Müller“")).containsExactlyInAnyOrder(apart, whole);
        assertThat(found("title：garçon")).containsExactlyInAnyOrder(apart, whole);
        assertThat(completions.of("tag:büro", admin, 50))
                .extracting(Completions.Completion::typed)
                .contains("tag:\"Bu\u0308ro " + mine + "\"");
    }

    @Test
    void textsWithoutSpacesAreFoundByWhatTheyHold() throws Exception {
        long tokyo = add("請求書 " + mine, "東京都水道局の請求書です。お支払いは銀行振込でお願いします。", null);
        long osaka = add("請求書控え " + mine, "大阪市水道局の請求書です。お支払いは銀行振込でお願いします。", null);
        long other = add("Letter", "nothing of the sort", null);
        settled();
        assertThat(found("請求書")).containsExactlyInAnyOrder(tokyo, osaka);
        assertThat(found("請求書 -大阪")).containsExactly(tokyo);
        assertThat(found("\"東京都水道局\"")).containsExactly(tokyo);
        assertThat(found("京東")).as("the other way round").isEmpty();
        assertThat(found("東京*")).containsExactly(tokyo);
        assertThat(found("title:控え*")).containsExactly(osaka);
        assertThat(search.passages(mine + " 銀行", admin, List.of(tokyo))
                        .get(tokyo)
                        .content())
                .anyMatch(passage -> passage.contains(Passages.FOUND + "銀"));
        assertThat(search.similar(tokyo, documents.text(tokyo), admin, 5))
                .startsWith(osaka)
                .doesNotContain(other);
    }

    @Test
    void whatStandsInTheTitleComesFirst() throws Exception {
        long inText = add("A letter", "about the insurance", null);
        long inTitle = add("Insurance", "about something", null);
        settled();
        assertThat(found("insurance")).containsExactly(inTitle, inText);
        DocumentPage byAge = search.find(
                mine + " insurance",
                admin,
                DocumentFilter.present(),
                new DocumentOrder(DocumentOrder.By.ID, false),
                1,
                10);
        assertThat(byAge.documents().stream().map(Document::getId)).containsExactly(inText, inTitle);
    }

    @Test
    void labelsAreFoundByTheirNamesAsTheyAreNow() throws Exception {
        long sender = labels.create(LabelDraft.auto(LabelKind.CORRESPONDENT, "Norfolk Power " + mine))
                .getId();
        long tag =
                labels.create(LabelDraft.auto(LabelKind.TAG, "Urgent " + mine)).getId();
        long both = add("One", "first", null, sender, tag);
        long one = add("Two", "second", null, sender);
        add("Three", "third", null);
        settled();
        assertThat(found("correspondent:norfolk")).containsExactlyInAnyOrder(both, one);
        assertThat(found("correspondent:power tag:\"urgent " + mine + "\"")).containsExactly(both);
        assertThat(found("norfolk -tag:urgent")).containsExactly(one);
        assertThat(found("type:norfolk")).isEmpty();
        assertThat(search.counts(mine + " norfolk", admin)).isEqualTo(Map.of(sender, 2L, tag, 1L));

        labels.change(sender, LabelDraft.auto(LabelKind.CORRESPONDENT, "Suffolk " + mine));
        assertThat(found("correspondent:suffolk")).containsExactlyInAnyOrder(both, one);
        documentLabels.change(one, List.of(tag), List.of(sender), Actor.person("anna"));
        settled();
        assertThat(found("correspondent:suffolk")).containsExactly(both);
        assertThat(found("tag:urgent")).containsExactlyInAnyOrder(both, one);
    }

    @Test
    void nobodyFindsWhatTheyMayNotSee() throws Exception {
        Person owner = person(Role.EDITOR);
        Person other = person(Role.EDITOR);
        long secret = add("Diary", "secrets of the diary", owner);
        long open = add("Notice", "no secrets at all", null);
        settled();
        assertThat(found("secrets", owner)).containsExactlyInAnyOrder(secret, open);
        assertThat(found("secrets", admin)).containsExactlyInAnyOrder(secret, open);
        assertThat(found("secrets", other)).containsExactly(open);
        assertThat(search.passages(mine, other, List.of(secret, open))).containsOnlyKeys(open);
        assertThat(search.complete("diar", other, 5)).isEmpty();
        assertThat(search.complete("diar", owner, 5)).containsExactly("diary");
        assertThat(search.similar(open, "secrets of the diary " + mine, other, 5))
                .doesNotContain(secret);
    }

    @Test
    void whoTypesIsOfferedLabelsAndWordsThatGoOnAsTheyBegan() throws Exception {
        Person other = person(Role.EDITOR);
        String word = "quill" + mine;
        String label = "Quill " + mine + " box";
        labels.create(LabelDraft.auto(LabelKind.DOCUMENT_TYPE, label));
        labels.create(LabelDraft.auto(LabelKind.TAG, "Quill \" " + mine));
        add("One", word + " and ink", person(Role.EDITOR));
        settled();
        assertThat(completions.of("ink quill" + mine.substring(0, 4), admin, 5))
                .extracting(Completions.Completion::typed)
                .containsExactly("ink " + word);
        assertThat(completions.of("ink -\"and quill" + mine.substring(0, 4), admin, 5))
                .extracting(Completions.Completion::typed)
                .containsExactly("ink -\"and " + word);
        assertThat(completions.of("quill" + mine.substring(0, 4), other, 5)).isEmpty();
        Completions.Completion named =
                new Completions.Completion("ink type:\"" + label + "\"", label, LabelKind.DOCUMENT_TYPE);
        assertThat(completions.of("ink " + mine, other, 5)).containsExactly(named);
        assertThat(completions.of("ink type:" + mine, other, 5)).containsExactly(named);
        assertThat(completions.of("ink type:\"" + mine + " b", other, 5)).containsExactly(named);
        assertThat(completions.of("ink correspondent:" + mine, other, 5)).isEmpty();
        assertThat(completions.of("q", admin, 5)).as("a single letter").isEmpty();
    }

    @Test
    void oneTwoThreeAndMoreLettersAreCompletedByTheWordsOfWhatOneMaySeeNow() throws Exception {
        Person owner = person(Role.EDITOR);
        // letters of two parts are cut nowhere
        long first = add(
                "Wxerl",
                "A wx\u00f3ld, and a wxerl. \ud83d\ude00\ud83d\ude00 \ud840\udc00\ud840\udc01 \ud801\udc37\ud801\udc38b",
                owner);
        add("Other", "Wxerl " + "far ".repeat(5000) + "wxim", null);
        settled();
        assertThat(search.complete("wx", owner, 5)).containsExactly("wxerl", "wxim", "wx\u00f3ld");
        assertThat(search.complete("wx", owner, 2)).containsExactly("wxerl", "wxim");
        assertThat(search.complete("W", owner, 50)).contains("wxerl", "wx\u00f3ld");
        assertThat(search.complete(" WXO ", owner, 5)).containsExactly("wx\u00f3ld");
        assertThat(search.complete("wxer", owner, 5)).containsExactly("wxerl");
        assertThat(search.complete("wx", person(Role.EDITOR), 5)).containsExactly("wxerl", "wxim");
        assertThat(search.complete("wx\u00f3", person(Role.EDITOR), 5)).isEmpty();
        documents.delete(first, Actor.person("anna"));
        assertThat(search.complete("wx", owner, 5))
                .as("before the index knows of it")
                .containsExactly("wxerl", "wxim");
    }

    @Test
    void labelsAreCountedAmongTheDocumentsThatAreLeft() throws Exception {
        long one = labels.create(LabelDraft.auto(LabelKind.TAG, "One " + mine)).getId();
        long two = labels.create(LabelDraft.auto(LabelKind.TAG, "Two " + mine)).getId();
        Person owner = person(Role.EDITOR);
        add("First", "first", null, one, two);
        add("Second", "second", null, one);
        add("Third", "third", owner, one, two);
        settled();
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        assertThat(counts(owner, List.of(), null, null)).isEqualTo(Map.of(one, 3L, two, 2L));
        assertThat(counts(owner, List.of(two), null, null)).isEqualTo(Map.of(one, 2L, two, 2L));
        assertThat(counts(person(Role.VIEWER), List.of(two), null, null)).isEqualTo(Map.of(one, 1L, two, 1L));
        assertThat(counts(owner, List.of(one, two), today.minusDays(2), today.plusDays(2)))
                .isEqualTo(Map.of(one, 2L, two, 2L));
        assertThat(counts(owner, List.of(), null, today.minusDays(2))).isEmpty();

        assertThat(search.counts(mine, owner, Narrowing.NONE, 3))
                .as("no more than are looked at")
                .isEqualTo(Map.of(one, 3L, two, 2L));
        assertThat(search.counts(mine, owner, Narrowing.NONE, 2))
                .as("the newest")
                .isEqualTo(Map.of(one, 2L, two, 1L));
        // of the newest four documents only one fits, of the newest one none
        for (int i = 0; i < 3; i++) {
            add("Another", "another", person(Role.EDITOR));
        }
        settled();
        assertThat(search.counts(mine, owner, Narrowing.NONE, 1)).isEqualTo(Map.of(one, 1L, two, 1L));
    }

    private Map<Long, Long> counts(
            Person person, List<Long> carried, @Nullable LocalDate from, @Nullable LocalDate to) {
        DocumentFilter list = DocumentFilter.present().withAll(carried);
        list = from == null ? list : list.createdFrom(from);
        list = to == null ? list : list.createdTo(to);
        return search.counts(mine, person, list.narrowing());
    }

    @Test
    void notesAreFoundCompletedAndMarkedLikeTheText() throws Exception {
        Person owner = person(Role.EDITOR);
        long noted = add("One", "first", owner);
        add("Two", "second", null);
        DocumentNote note = notes.add(noted, "Remember the marmalade of " + mine, Actor.person("anna"));
        notes.add(noted, "And another one", Actor.person("anna"));
        settled();
        assertThat(found("marmalade first")).containsExactly(noted);
        assertThat(found("note:marmalade")).containsExactly(noted);
        assertThat(found("note:\"the marmalade\"")).containsExactly(noted);
        assertThat(found("-note:another")).doesNotContain(noted);
        assertThat(found("title:marmalade")).isEmpty();
        assertThat(found("note:marmalade", person(Role.EDITOR))).isEmpty();
        assertThat(search.complete("marmal", owner, 5)).containsExactly("marmalade");
        assertThat(search.passages("marmalade", owner, List.of(noted))
                        .get(noted)
                        .content())
                .singleElement()
                .asString()
                .contains("the " + Passages.FOUND + "marmalade" + Passages.FOUND_END + " of");
        notes.remove(noted, note.getId(), Actor.person("anna"));
        settled();
        assertThat(found("note:marmalade")).isEmpty();
    }

    @Test
    void whatWasFoundIsMarkedInPassages() throws Exception {
        long id = add(
                "Report", "All of it. ".repeat(100) + "The boiler was replaced in May. " + "More. ".repeat(100), null);
        settled();
        Passages passages =
                search.passages(mine + " boiler", admin, List.of(id)).get(id);
        assertThat(passages.content())
                .anyMatch(passage -> passage.contains("The " + Passages.FOUND + "boiler" + Passages.FOUND_END))
                .allMatch(passage -> passage.length() < 250);
    }

    @Test
    void trashedRestoredAndPurgedDocumentsAreFollowed() throws Exception {
        long id = add("Fleeting", "ephemeral", null);
        settled();
        documents.delete(id, Actor.person("anna"));
        settled();
        assertThat(found("ephemeral")).isEmpty();
        assertThat(search.counts(mine, admin)).isEmpty();
        documents.restore(id, Actor.person("anna"));
        settled();
        assertThat(found("ephemeral")).containsExactly(id);
        documents.delete(id, Actor.person("anna"));
        documents.purge(id);
        settled();
        assertThat(found("ephemeral")).isEmpty();
        assertThat(search.similar(0, "ephemeral " + mine, admin, 10)).isEmpty();
    }

    @Test
    void daysAndOtherFiltersNarrowWhatIsFound() throws Exception {
        long id = add("Dated", "calendar", null);
        settled();
        int year = documents.find(id).orElseThrow().getCreatedOn().getYear();
        assertThat(found("calendar created:" + year)).containsExactly(id);
        assertThat(found("calendar created:[1990 to 1999]")).isEmpty();
        assertThat(found("calendar added:[" + (year - 1) + " to " + (year + 1) + "]"))
                .containsExactly(id);
        assertThat(search.find(mine, admin, DocumentFilter.present().ids(List.of(-1L)), null, 1, 10)
                        .total())
                .isZero();
    }

    @Test
    void aListHoldsAllThatFitsHoweverManyFitBetter() throws Exception {
        long tag = labels.create(LabelDraft.auto(LabelKind.TAG, "Rare " + mine)).getId();
        long other = labels.create(LabelDraft.auto(LabelKind.TAG, "Frequent " + mine))
                .getId();
        long inbox = labels.create(
                        LabelDraft.auto(LabelKind.TAG, "Waits " + mine).withInbox(true))
                .getId();
        long first = add("A letter", "common", null, tag, inbox);
        for (int i = 0; i < RANKED; i++) {
            add("Common common " + i, "common common common", null, other);
        }
        settled();
        DocumentFilter all = DocumentFilter.present();
        assertThat(found(all, null, 100)).hasSize(RANKED + 1).endsWith(first);
        assertThat(found(all.withAll(List.of(tag)), null, 5)).containsExactly(first);
        assertThat(found(all.withAny(List.of(tag, inbox)), null, 5)).containsExactly(first);
        assertThat(found(all.withNone(List.of(other)), null, 5)).containsExactly(first);
        assertThat(found(all.withAny(List.of()), null, 5)).isEmpty();
        assertThat(found(all.inInbox(true), null, 5)).containsExactly(first);
        assertThat(found(all.inInbox(true).inInbox(false), null, 5)).isEmpty();
        assertThat(found(all.inInbox(false), null, 100)).hasSize(RANKED).doesNotContain(first);
        assertThat(search.counts(mine, admin, all.inInbox(true).narrowing())).isEqualTo(Map.of(tag, 1L, inbox, 1L));
        assertThat(search.counts(mine, admin, all.withNone(List.of(tag)).narrowing()))
                .isEqualTo(Map.of(other, (long) RANKED));
        LocalDate day = documents.find(first).orElseThrow().getCreatedOn();
        assertThat(found(all.createdFrom(day).createdTo(day), null, 100)).hasSize(RANKED + 1);
        assertThat(found(all.createdFrom(day.plusDays(1)), null, 5)).isEmpty();
        assertThat(found(all, new DocumentOrder(DocumentOrder.By.TITLE, false), 1))
                .containsExactly(first);
        assertThat(found(all, new DocumentOrder(DocumentOrder.By.ID, false), 1)).containsExactly(first);
        assertThat(found(all, new DocumentOrder(DocumentOrder.By.ADDED, true), 1))
                .doesNotContain(first);
        assertThat(found(all, new DocumentOrder(DocumentOrder.By.CREATED, false), 1))
                .containsExactly(first);
        documentLabels.change(first, List.of(), List.of(inbox), Actor.person("anna"));
        settled();
        assertThat(found(all.inInbox(true), null, 5)).isEmpty();
        assertThat(found(all, new DocumentOrder(DocumentOrder.By.MODIFIED, true), 1))
                .containsExactly(first);
    }

    private List<Long> found(DocumentFilter filter, @Nullable DocumentOrder order, int size) {
        return search.find(mine + " common", admin, filter, order, 1, size).documents().stream()
                .map(Document::getId)
                .toList();
    }

    @Test
    void titlesAreSortedAsPeopleReadThem() throws Exception {
        long zoo = add("Zoo", "sorted", null);
        long umlaut = add("Ärger", "sorted", null);
        long lower = add("apple", "sorted", null);
        long same = add("APPLE", "sorted", null);
        settled();
        assertThat(search.find(
                                mine + " sorted",
                                admin,
                                DocumentFilter.present(),
                                new DocumentOrder(DocumentOrder.By.TITLE, true),
                                1,
                                10)
                        .documents())
                .extracting(Document::getId)
                .containsExactly(zoo, umlaut, same, lower);
    }

    @Test
    void fillingAnewLosesNothing() throws Exception {
        long id = add("Kept", "keepsake", null);
        settled();
        search.refill();
        assertThat(found("keepsake")).containsExactly(id);
        settled();
        assertThat(found("keepsake")).containsExactly(id);
    }

    @Test
    void pagesOfAListFitTogether() throws Exception {
        for (int i = 0; i < 7; i++) {
            add("Number " + i, "many", null);
        }
        settled();
        List<Long> whole = found("many");
        assertThat(whole).hasSize(7).doesNotHaveDuplicates();
        DocumentPage second = search.find(mine + " many", admin, DocumentFilter.present(), null, 2, 3);
        assertThat(second.total()).isEqualTo(7);
        assertThat(second.documents().stream().map(Document::getId)).isEqualTo(whole.subList(3, 6));
    }
}
