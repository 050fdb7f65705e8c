package dev.tagwright.host.pages;

import dev.tagwright.api.Caller;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import org.springframework.security.access.AccessDeniedException;

/** Who looks at a page. */
record Visitor(Person person) {

    public String name() {
        return person.getName();
    }

    public boolean mayEdit() {
        return person.getRole().includes(Role.EDITOR);
    }

    public boolean mayAdminister() {
        return person.getRole().includes(Role.ADMINISTRATOR);
    }

    public boolean mayView(Document document) {
        return Documents.mayView(person, document);
    }

    public boolean mayChange(Document document) {
        return Documents.mayChange(person, document);
    }

    void needs(Role role) {
        if (!person.getRole().includes(role)) {
            throw new AccessDeniedException("This needs the role " + role + ".");
        }
    }

    Actor actor() {
        return Actor.person(person.getName());
    }

    Caller caller() {
        return new Caller(person.getName());
    }

    @Override
    public String toString() {
        return "Visitor[" + person + "]";
    }
}
