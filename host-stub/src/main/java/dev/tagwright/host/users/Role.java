package dev.tagwright.host.users;

/** What a person may do. Each may do all that the one before may do. */
public enum Role {
    /** Looks at documents. */
    VIEWER,
    /** Adds, changes and deletes documents. */
    EDITOR,
    /** Keeps labels, people and plugins. */
    ADMINISTRATOR;

    /** Returns whether this role may do all that the other may do. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** Returns the name under which Spring Security knows the role. */
    String authority() {
        return "ROLE_" + name();
    }
}
