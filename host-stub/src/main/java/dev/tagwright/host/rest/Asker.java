package dev.tagwright.host.rest;

import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.NoSuchDocument;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.security.Principal;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Who asks, and whether that person may. What somebody may not see is answered as if it were not there. */
@Component
class Asker {

    private final People people;
    private final Documents documents;

    Asker(People people, Documents documents) {
        this.people = people;
        this.documents = documents;
    }

    Person person(Principal principal) {
        return people.find(principal.getName())
                .filter(Person::isActive)
                .orElseThrow(() -> new AccessDeniedException("not active"));
    }

    Person need(Principal principal, Role role) {
        Person person = person(principal);
        if (!person.getRole().includes(role)) {
            throw new AccessDeniedException("role");
        }
        return person;
    }

    /** Returns a document outside the trash that the person may see. */
    Document see(Person person, long id) {
        return documents
                .find(id)
                .filter(document -> Documents.mayView(person, document))
                .orElseThrow(() -> new NoSuchDocument(id));
    }

    /** Returns a document outside the trash that the person may change. */
    Document change(Person person, long id) {
        Document document = see(person, id);
        if (!Documents.mayChange(person, document)) {
            throw new AccessDeniedException("document");
        }
        return document;
    }

    /** Returns a document in the trash that the person may change. */
    Document changeDeleted(Person person, long id) {
        Document document = documents
                .findEvenDeleted(id)
                .filter(Document::isDeleted)
                .filter(one -> Documents.mayView(person, one))
                .orElseThrow(() -> new NoSuchDocument(id));
        if (!Documents.mayChange(person, document)) {
            throw new AccessDeniedException("document");
        }
        return document;
    }
}
