package dev.tagwright.host.demo;

import dev.tagwright.host.documents.DocumentFilter;
import dev.tagwright.host.documents.DocumentFinder;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Role;

/** The people of the demo. Their passwords are their names: the demo listens on this machine only. */
class DemoHousehold {

    /** The administrator, whom the host itself adds at the first start of a demo. */
    static final String NAME = "demo";

    static final String EDITOR = "editor";
    static final String VIEWER = "viewer";

    private final People people;
    private final DocumentFinder documents;

    DemoHousehold(People people, DocumentFinder documents) {
        this.people = people;
        this.documents = documents;
    }

    boolean archiveIsEmpty() {
        return documents.count(DocumentFilter.present()) == 0;
    }

    /** Adds whoever is not there yet. */
    void moveIn() {
        add(NAME, Role.ADMINISTRATOR);
        add(EDITOR, Role.EDITOR);
        add(VIEWER, Role.VIEWER);
    }

    private void add(String name, Role role) {
        if (people.find(name).isEmpty()) {
            people.createOpenly(name, name, role);
        }
    }
}
