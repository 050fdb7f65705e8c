package dev.tagwright.host.users;

/** A name, password or role that cannot be taken; the message is a plain sentence for the person who gave it. */
public class PersonRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PersonRefused(String message) {
        super(message);
    }
}
