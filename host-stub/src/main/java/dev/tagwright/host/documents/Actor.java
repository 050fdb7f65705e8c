package dev.tagwright.host.documents;

import dev.tagwright.api.Origin;

/**
 * Who or what changes a document.
 *
 * @param origin of which sort
 * @param name of the user, the rule or the plugin, for the history; at most 200 characters
 */
public record Actor(Origin origin, String name) {

    /** A person, by user name. */
    public static Actor person(String user) {
        return new Actor(Origin.PERSON, user);
    }

    /** The host's own rules. */
    public static Actor rules() {
        return new Actor(Origin.RULE, "rules");
    }

    /** A plugin, by its id. */
    public static Actor plugin(String id) {
        return new Actor(Origin.PLUGIN, id);
    }

    boolean isPerson() {
        return origin == Origin.PERSON;
    }
}
