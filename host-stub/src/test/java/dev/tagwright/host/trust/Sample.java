package dev.tagwright.host.trust;

import java.util.Map;
import java.util.UUID;

/**
 * A body that an endpoint takes.
 *
 * @param type the media type; empty without a body
 */
record Sample(String type, String body) {

    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";
    private static final String BOUNDARY = "a-boundary-of-parts";

    private static final String KEY = Endpoint.PLUGIN;

    /** Of endpoints that need more than an empty form or {@code {}}; what is in angle brackets is filled in. */
    private static final Map<String, Sample> KNOWN = Map.ofEntries(
            json("POST /api/token/", "{\"username\":\"nobody\",\"password\":\"nothing\"}"),
            json("POST /api/trash/", "{\"documents\":[<document>],\"action\":\"restore\"}"),
            json("PATCH /api/documents/{id}/", "{\"title\":\"renamed\"}"),
            json("POST /api/{kind}/", "{\"name\":\"<fresh>\"}"),
            json("PATCH /api/{kind}/{id}/", "{\"name\":\"<fresh>\"}"),
            json("PUT /api/{kind}/{id}/", "{\"name\":\"<fresh>\"}"),
            multipart("POST /api/documents/post_document/", "document"),
            multipart("POST /upload", "file"),
            multipart("POST /upload (JSON)", "file"),
            multipart("POST /plugins", "archive"),
            form("POST /plugins?remove", "remove=nothing"),
            form("POST /people", "name=<fresh>&password=a+long+password&role=VIEWER"),
            form("POST /people/{id}", "role=VIEWER&active=true"),
            form("POST /labels", "kind=TAG&name=<fresh>&algorithm=AUTO"),
            form("POST /labels/{id}", "kind=TAG&name=<fresh>&algorithm=AUTO"),
            form("POST /documents/{id}/labels/add", "label=<label>"),
            form("POST /documents/{id}/labels/confirm", "label=<label>"),
            form("POST /documents/{id}/labels/remove", "label=<label>"),
            form("POST /documents/{id}/suggestions/accept", "label=<label>"),
            form("POST /documents/{id}/suggestions/reject", "label=<label>"),
            form("POST /documents/{id}/suggestions/allow", "label=<label>"),
            form("POST /documents/{id}/never", "on=true"),
            form("POST /documents/{id}/notes", "note=a+note"),
            form("POST /documents/{id}/notes/remove", "note=999999"),
            json("POST /api/documents/{id}/notes/", "{\"note\":\"a note\"}"),
            form("POST " + KEY + "/promote", "snapshot=999999"),
            json("POST /api/training-set/", "{\"text\":\"A letter <fresh>.\",\"tags\":[]}"),
            json(
                    "POST " + KEY + "/api/jobs/classify",
                    "{\"files\":[{\"name\":\"a.txt\",\"content\":\"QSBsZXR0ZXI=\"}]}"),
            json(
                    "POST " + KEY + "/api/jobs/{id}/feedback",
                    "{\"file\":0,\"kind\":\"TAG\",\"label\":<label>,\"verdict\":\"ACCEPTED\"}"),
            json("POST " + KEY + "/api/jobs/{id}/findings", "{\"document\":<document>,\"agreed\":true}"),
            form("POST " + KEY + "/findings/decide", "job=999999&document=<document>&version=1&agreed=true"),
            form("POST " + KEY + "/findings/undo", "job=999999&action=999999"),
            form("POST " + KEY + "/findings/stop", "job=999999"),
            form("POST " + KEY + "/findings/retry", "job=999999"),
            form("POST " + KEY + "/review/plan", "verb=ACCEPT"),
            form("POST " + KEY + "/review/group", "document=<document>&label=TAG-<label>"),
            form("POST " + KEY + "/review/{id}", "do=never"),
            form("POST " + KEY + "/review/actions/{id}", "do=drop"),
            form("POST " + KEY + "/labels/{kind}/{id}/thresholds", "suggest=50&apply=90"),
            form("POST " + KEY + "/labels/{kind}/{id}/shadow", "on=false"),
            form("POST " + KEY + "/labels/{kind}/{id}/merge", "into=<label>"),
            json("PUT " + KEY + "/api/labels/{kind}/{id}/thresholds", "{\"suggestFrom\":0.5,\"applyFrom\":0.9}"),
            json("PUT " + KEY + "/api/shadow", "{\"on\":false}"),
            form("POST " + KEY + "/training/promote", "snapshot=999999"),
            form("POST " + KEY + "/labels/shadow", "on=false"),
            form("POST " + KEY + "/labels/different", "kind=TAG&one=<label>&other=999999"),
            form("POST " + KEY + "/routes", "kind=TAG&label=<label>&sentences=A+letter."),
            form("POST " + KEY + "/retag", "kind=TAG"),
            form("POST " + KEY + "/undo", "scope=RUN&value=nothing"),
            form("POST " + KEY + "/rework-apply", "id=999999"),
            form("POST " + KEY + "/synthetic/remove", "kind=TAG&label=<label>"),
            form("POST " + KEY + "/synthetic/stop", "job=999999"),
            form("POST " + KEY + "/synthetic/retry", "job=999999"),
            form("POST " + KEY + "/rework-stop", "id=999999"),
            json("POST " + KEY + "/api/classify", "{\"text\":\"A letter about the rent of a house.\"}"),
            json("POST " + KEY + "/api/classify/batch", "{\"texts\":[\"A letter about the rent of a house.\"]}"),
            json("POST " + KEY + "/api/classify/explain", "{\"text\":\"A letter about the rent of a house.\"}"),
            entry("POST " + KEY + "/api/classify/file", "application/octet-stream", "A letter about rent."),
            json("POST " + KEY + "/api/jobs", "{\"kind\":\"find-wrong-labels\"}"),
            json("POST " + KEY + "/api/retags", "{\"kinds\":[\"TAG\"]}"),
            json("POST " + KEY + "/api/undos", "{\"run\":\"nothing\"}"),
            json("PUT " + KEY + "/api/labels/{kind}/{id}/descriptions", "{\"sentences\":[\"A letter.\"]}"));

    /** What endpoints need beside their path and body. */
    private static final Map<String, String> QUERIES = Map.ofEntries(
            Map.entry("GET /api/search/autocomplete/", "?term=zqsec"),
            Map.entry("GET /api/search/labels/", "?query=" + RealHost.SECRET),
            Map.entry("GET /api/documents/", "?query=" + RealHost.SECRET),
            Map.entry("GET /documents", "?q=" + RealHost.SECRET),
            Map.entry("GET /documents/words", "?q=zqsec"),
            Map.entry("DELETE /api/documents/{id}/notes/", "?id=999999"),
            Map.entry("GET /labels/preview", "?template={title}"),
            Map.entry("GET " + KEY + "/labels/{kind}/{id}/effect", "?suggest=50"),
            Map.entry("GET " + KEY + "/training/compare", "?before=1&after=2"),
            Map.entry("GET " + KEY + "/rework", "?id=999999"));

    private static Map.Entry<String, Sample> entry(String name, String type, String body) {
        return Map.entry(name, new Sample(type, body));
    }

    private static Map.Entry<String, Sample> json(String name, String body) {
        return entry(name, JSON, body);
    }

    private static Map.Entry<String, Sample> form(String name, String body) {
        return entry(name, FORM, body);
    }

    private static Map.Entry<String, Sample> multipart(String name, String part) {
        return entry(
                name,
                "multipart/form-data; boundary=" + BOUNDARY,
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + part
                        + "\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nfile <fresh>\r\n--" + BOUNDARY
                        + "--\r\n");
    }

    static String query(Endpoint endpoint) {
        return QUERIES.getOrDefault(endpoint.name(), "").replace("{", "%7B").replace("}", "%7D");
    }

    static Sample of(Endpoint endpoint, long document, long label) {
        if (!endpoint.changes()) {
            return new Sample("", "");
        }
        boolean json = endpoint.pattern().contains("/api/");
        Sample known = KNOWN.getOrDefault(endpoint.name(), json ? new Sample(JSON, "{}") : new Sample(FORM, "x=y"));
        return new Sample(
                known.type,
                known.body
                        .replace("<document>", Long.toString(document))
                        .replace("<label>", Long.toString(label))
                        .replace("<fresh>", "f" + UUID.randomUUID()));
    }
}
