package dev.tagwright.host.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentEdit;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.NewDocument;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Who asks for very many documents is told what may be viewed now, and not what might have been when asked before. */
abstract class SightSuite {

    /** Numbers of documents that do not exist, so that it is worth holding what is answered. */
    private static final long NOBODYS = 1_000_000;

    @Autowired
    private Sight sight;

    @Autowired
    private Documents documents;

    @Autowired
    private DocumentStore store;

    @Autowired
    private People people;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private EntityManager entities;

    private Person editor;
    private Person owner;
    private Document document;

    @BeforeEach
    void begin() throws IOException {
        editor = people.create("editor-" + UUID.randomUUID(), "a long password", Role.EDITOR);
        owner = people.create("owner-" + UUID.randomUUID(), "a long password", Role.EDITOR);
        document = add();
    }

    private Document add() throws IOException {
        byte[] bytes = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        return documents.add(
                store.receive(new ByteArrayInputStream(bytes), 1_000_000),
                new NewDocument("", "a.txt", "text/plain", null, null, Actor.person("anna"), Set.of(), true));
    }

    private Set<DocumentId> seen(@Nullable Long person, DocumentId... more) {
        List<DocumentId> asked = new ArrayList<>(List.of(more));
        asked.add(document.documentId());
        LongStream.range(NOBODYS, NOBODYS + 300).mapToObj(DocumentId::new).forEach(asked::add);
        asked.add(new DocumentId(Long.MAX_VALUE));
        return sight.of(person, asked);
    }

    private void edit(DocumentEdit edit) {
        documents.edit(document.getId(), edit, Actor.person("anna"));
    }

    @Test
    void ownersAndSharesCountFromTheMomentTheyAreSet() {
        assertThat(seen(editor.getId())).containsExactly(document.documentId());
        edit(DocumentEdit.NONE.withOwner(Optional.of(owner.getId())));
        assertThat(seen(editor.getId())).isEmpty();
        assertThat(seen(owner.getId())).containsExactly(document.documentId());
        assertThat(seen(null)).containsExactly(document.documentId());
        edit(DocumentEdit.NONE.withShares(Map.of(editor.getId(), false)));
        assertThat(seen(editor.getId())).containsExactly(document.documentId());
        edit(DocumentEdit.NONE.withShares(Map.of()));
        assertThat(seen(editor.getId())).isEmpty();
        edit(DocumentEdit.NONE.withOwner(Optional.empty()));
        assertThat(seen(editor.getId())).containsExactly(document.documentId());
    }

    @Test
    void whatGoesToTheTrashIsNotSeenUntilItComesBackAndWhatIsErasedNeverAgain() throws IOException {
        assertThat(seen(null)).containsExactly(document.documentId());
        documents.delete(document.getId(), Actor.person("anna"));
        assertThat(seen(null)).isEmpty();
        documents.restore(document.getId(), Actor.person("anna"));
        assertThat(seen(null)).containsExactly(document.documentId());
        Document later = add();
        assertThat(seen(null, later.documentId())).containsExactlyInAnyOrder(document.documentId(), later.documentId());
        documents.delete(document.getId(), Actor.person("anna"));
        documents.purge(document.getId());
        assertThat(seen(null, later.documentId())).containsExactly(later.documentId());
    }

    @Test
    void whatATransactionSawOfItselfIsForgottenWhenItIsRolledBack() {
        assertThat(seen(editor.getId())).containsExactly(document.documentId());
        transaction.executeWithoutResult(status -> {
            edit(DocumentEdit.NONE.withOwner(Optional.of(owner.getId())));
            entities.flush();
            assertThat(seen(editor.getId())).isEmpty();
            status.setRollbackOnly();
        });
        assertThat(seen(editor.getId())).containsExactly(document.documentId());
    }
}
