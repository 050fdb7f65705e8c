package dev.tagwright.host.rest;

import dev.tagwright.host.documents.AuditTrail;
import dev.tagwright.host.documents.AuditTrail.Line;
import dev.tagwright.host.users.Audit;
import dev.tagwright.host.users.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;

/** Who or what changed what, for whoever must be able to tell. */
@RestController
@Tag(name = "system")
class AuditApi {

    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 30);

    private final Asker asker;
    private final AuditTrail trail;
    private final Audit audit;
    private final ObjectMapper json;

    AuditApi(Asker asker, AuditTrail trail, Audit audit, ObjectMapper json) {
        this.asker = asker;
        this.trail = trail;
        this.audit = audit;
        this.json = json;
    }

    @GetMapping("/api/audit/")
    @Operation(
            summary = "Export every change of people, rules and plugins, oldest first",
            description = "format is jsonl or csv; from and to are days (UTC), both included. In CSV, a value that a"
                    + " spreadsheet would take for a formula begins with an apostrophe.")
    void export(
            Principal principal,
            @RequestParam(defaultValue = "jsonl") String format,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            HttpServletResponse response)
            throws IOException {
        asker.need(principal, Role.ADMINISTRATOR);
        boolean csv = format.equals("csv");
        if (!csv && !format.equals("jsonl")) {
            throw new BadRequest("format", "format must be jsonl or csv.");
        }
        Instant first = start(day("from", from, FIRST));
        Instant end = start(day("to", to, LAST).plusDays(1));
        audit.note(Audit.What.AUDIT_EXPORTED, null, format);
        response.setContentType(csv ? "text/csv" : "application/x-ndjson");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit." + format + "\"");
        PrintWriter out = response.getWriter();
        if (csv) {
            out.write("at,origin,actor,what,subject,number,label_kind,label,before,after,reason,snapshot,run\r\n");
        }
        Consumer<Line> writer = csv
                ? line -> out.write(csv(values(line)))
                : line -> out.write(json.writeValueAsString(values(line)) + "\n");
        trail.forEach(first, end, writer);
        out.flush();
    }

    private static LocalDate day(String name, String value, LocalDate unless) {
        if (value.isBlank()) {
            return unless;
        }
        try {
            LocalDate day = LocalDate.parse(value);
            return day.isBefore(FIRST) ? FIRST : day.isAfter(LAST) ? LAST : day;
        } catch (DateTimeParseException e) {
            throw new BadRequest(name, name + " must be a day such as 2026-03-31.");
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Map<String, @Nullable Object> values(Line line) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("at", line.at().toString());
        values.put("origin", line.origin());
        values.put("actor", line.actor());
        values.put("what", line.what());
        values.put("subject", line.subject());
        values.put("number", line.number());
        values.put("label_kind", line.labelKind());
        values.put("label", line.label());
        values.put("before", line.before());
        values.put("after", line.after());
        values.put("reason", line.reason());
        values.put("snapshot", line.snapshot());
        values.put("run", line.run());
        return values;
    }

    private static String csv(Map<String, @Nullable Object> values) {
        List<String> cells = new ArrayList<>();
        for (Object value : values.values()) {
            String text = value == null ? "" : value.toString();
            boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
            cells.add("\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"");
        }
        return String.join(",", cells) + "\r\n";
    }
}
