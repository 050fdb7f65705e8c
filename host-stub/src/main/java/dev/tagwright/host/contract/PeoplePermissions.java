package dev.tagwright.host.contract;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.host.Permissions;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.springframework.stereotype.Component;

/** What people may see and do, by their roles and by the owners of documents. */
@Component
class PeoplePermissions implements Permissions {

    private final People people;
    private final Documents documents;

    PeoplePermissions(People people, Documents documents) {
        this.people = people;
        this.documents = documents;
    }

    @Override
    public boolean mayView(Caller caller, DocumentId document) {
        return may(caller, document, Documents::mayView);
    }

    @Override
    public boolean mayChange(Caller caller, DocumentId document) {
        return may(caller, document, Documents::mayChange);
    }

    @Override
    public boolean mayAdminister(Caller caller) {
        return caller.isHost()
                || person(caller)
                        .map(one -> one.getRole() == Role.ADMINISTRATOR)
                        .orElse(false);
    }

    private boolean may(Caller caller, DocumentId id, BiPredicate<Person, Document> rule) {
        Optional<Document> document = documents.find(id.value());
        if (document.isEmpty()) {
            return false;
        }
        return caller.isHost()
                || person(caller)
                        .map(person -> rule.test(person, document.get()))
                        .orElse(false);
    }

    private Optional<Person> person(Caller caller) {
        return people.find(caller.user()).filter(Person::isActive);
    }
}
