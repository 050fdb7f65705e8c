package dev.tagwright.host.rest;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Changes;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentEdit;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.NoSuchDocument;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.NoSuchLabel;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Writes all that a PATCH names, or nothing. */
@Component
class DocumentPatch {

    private static final Map<String, LabelKind> SINGLE = Map.of(
            "correspondent", LabelKind.CORRESPONDENT,
            "document_type", LabelKind.DOCUMENT_TYPE,
            "storage_path", LabelKind.STORAGE_PATH);

    private static final int MOST_SHARES = 500;

    private final Changes changes;
    private final Documents documents;
    private final DocumentLabels documentLabels;
    private final Labels labels;
    private final People people;

    DocumentPatch(Changes changes, Documents documents, DocumentLabels documentLabels, Labels labels, People people) {
        this.changes = changes;
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.labels = labels;
        this.people = people;
    }

    @Transactional
    public void apply(long id, JsonNode body, Person person) {
        if (!body.isObject()) {
            throw new BadRequest("body", "The body must be a JSON object.");
        }
        changes.begin();
        Document document = documents.find(id).orElseThrow(() -> new NoSuchDocument(id));
        JsonNode expected = body.get("expected_version");
        if (expected != null && expected.asLong(-1) != document.getVersion()) {
            throw new Conflict("The document has version " + document.getVersion() + " meanwhile.");
        }
        if (!Documents.mayChange(person, document)) {
            throw new AccessDeniedException("document");
        }
        Actor actor = Actor.person(person.getName());
        documents.edit(id, edit(body, document, person), actor);
        SINGLE.forEach((name, kind) -> {
            JsonNode value = body.get(name);
            if (value != null) {
                documentLabels.setSingle(id, kind, value.isNull() ? null : existing(number(name, value), kind), actor);
            }
        });
        JsonNode tags = body.get("tags");
        if (tags != null) {
            documentLabels.setTags(id, tags(tags), actor);
        }
        if (body.path("remove_inbox_tags").asBoolean(false)) {
            removeInboxTags(id, actor);
        }
    }

    private DocumentEdit edit(JsonNode body, Document document, Person person) {
        DocumentEdit edit = DocumentEdit.NONE;
        String title = text(body, "title");
        if (title != null) {
            edit = edit.withTitle(title);
        }
        String created = text(body, "created");
        if (created != null) {
            edit = edit.withCreatedOn(DocumentFilters.day("created", created));
        }
        String content = text(body, "content");
        if (content != null) {
            edit = edit.withText(content);
        }
        JsonNode never = body.get("never_classify");
        if (never != null) {
            if (!never.isBoolean()) {
                throw new BadRequest("never_classify", "never_classify must be true or false.");
            }
            edit = edit.withNeverClassify(never.asBoolean());
        }
        JsonNode owner = body.get("owner");
        if (owner != null) {
            edit = edit.withOwner(owner(owner, document, person));
        }
        JsonNode shares = body.get("set_permissions");
        if (shares != null) {
            if (document.getOwnerId() != null && !Documents.mayShare(person, document)) {
                throw new AccessDeniedException("only the owner and administrators share a document");
            }
            edit = edit.withShares(shares(shares));
        }
        return edit;
    }

    /** Who may change may view, too. */
    private Map<Long, Boolean> shares(JsonNode value) {
        Map<Long, Boolean> shares = new HashMap<>();
        for (String how : List.of("view", "change")) {
            JsonNode who = value.path(how);
            if (!who.path("groups").isEmpty()) {
                throw new BadRequest("set_permissions", "There are no groups to share a document with.");
            }
            JsonNode users = who.path("users");
            if (!users.isMissingNode() && !users.isArray() || users.size() > MOST_SHARES) {
                throw new BadRequest(
                        "set_permissions",
                        "set_permissions must be {\"view\": {\"users\": [...]}, \"change\": {\"users\": [...]}} with at most "
                                + MOST_SHARES + " numbers of users each.");
            }
            for (JsonNode user : users) {
                long id = number("set_permissions", user);
                if (people.find(id).isEmpty()) {
                    throw new BadRequest("set_permissions", "There is no user " + id + ".");
                }
                shares.put(id, how.equals("change"));
            }
        }
        return shares;
    }

    private Optional<Long> owner(JsonNode value, Document document, Person person) {
        if (document.getOwnerId() != null && !Documents.mayShare(person, document)) {
            throw new AccessDeniedException("only the owner and administrators give a document away");
        }
        if (value.isNull()) {
            return Optional.empty();
        }
        long owner = number("owner", value);
        if (people.find(owner).isEmpty()) {
            throw new BadRequest("owner", "There is no user " + owner + ".");
        }
        if (owner != person.getId() && person.getRole() != Role.ADMINISTRATOR) {
            throw new AccessDeniedException("only administrators give a document to somebody else");
        }
        return Optional.of(owner);
    }

    private List<Long> tags(JsonNode value) {
        if (!value.isArray()) {
            throw new BadRequest("tags", "tags must be a list of numbers.");
        }
        List<Long> ids = new ArrayList<>();
        for (JsonNode tag : value) {
            ids.add(existing(number("tags", tag), LabelKind.TAG));
        }
        return ids;
    }

    private void removeInboxTags(long id, Actor actor) {
        List<Long> inbox =
                labels
                        .byId(documentLabels.of(id).stream()
                                .map(DocumentLabel::getLabelId)
                                .toList())
                        .values()
                        .stream()
                        .filter(StoredLabel::isInbox)
                        .map(StoredLabel::getId)
                        .toList();
        documentLabels.change(id, List.of(), inbox, actor);
    }

    /** A label that was deleted between the reading and the writing of a form is a conflict, not a bad request. */
    private long existing(long id, LabelKind kind) {
        StoredLabel label =
                labels.find(id).orElseThrow(() -> new Conflict(String.valueOf(new NoSuchLabel(id).getMessage())));
        if (label.getKind() != kind) {
            throw new BadRequest(
                    DocumentView.lower(kind), "Label " + id + " is not of the kind " + DocumentView.lower(kind) + ".");
        }
        return id;
    }

    private static long number(String name, JsonNode value) {
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            throw new BadRequest(name, name + " must be a number.");
        }
        return value.asLong();
    }

    private static @Nullable String text(JsonNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw new BadRequest(name, name + " must be a text.");
        }
        return value.asString();
    }
}
