package dev.tagwright.host.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.documents.Document;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The host with the real plugin, given hostile input. It comes to a clear refusal or to harmless text, never to a fault,
 * never to a trace in the log, in pages or in tables where it does not belong. Each test says how many cases it went
 * through.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class HostileInput extends RealHost {

    /** In each payload, to find its traces. */
    static final String MARK = "zqmark";

    /** What an answer that tells too much would hold: classes, statements, traces of the stack, files. */
    private static final Pattern TELLS_TOO_MUCH = Pattern.compile(
            "\\bat [a-z]+\\.[\\w.]+\\(|(?:java|javax|jakarta|org\\.springframework|org\\.hibernate|org\\.h2|tools\\.jackson)"
                    + "\\.[a-z]+\\.|[A-Za-z]+Exception|(?i:select .* from |insert into |SQLSTATE)|root:x:0|tagwright\\.database");

    /** Markup of the payloads as it would run. */
    private static final Pattern RUNS =
            Pattern.compile("<script>" + MARK + "|<img src=" + MARK + "|<svg onload=" + MARK);

    @Autowired
    JdbcTemplate jdbc;

    final List<String> faults = new ArrayList<>();
    int cases;
    long tag;
    Document document;
    Map<String, Long> before = Map.of();

    @BeforeEach
    void world() throws Exception {
        tag = label(LabelKind.TAG);
        document = add(false);
        before = counts();
    }

    /** Nothing that was not asked for was added or taken away, and the log holds nothing of what was sent. */
    @AfterEach
    void noTrace(CapturedOutput output) {
        assertThat(output.getAll()).doesNotContain(MARK);
        assertThat(faults).as(cases + " cases").isEmpty();
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'PUBLIC'", String.class)) {
            counts.put(table, jdbc.queryForObject("select count(*) from \"" + table + "\"", Long.class));
        }
        return counts;
    }

    HttpResponse<String> hostile(String method, String path, String type, String body) throws Exception {
        return hostile(method, path, administrator, type, body);
    }

    HttpResponse<String> hostile(String method, String path, String token, String type, String body) throws Exception {
        cases++;
        HttpResponse<String> answer = send(method, path, token, type, body);
        String where = method + " " + shortened(path) + " with " + shortened(body) + ": " + answer.statusCode() + " "
                + shortened(answer.body());
        judge(where, answer.statusCode(), answer.body());
        if (!answer.headers().allValues("Set-Cookie").stream().allMatch(cookie -> cookie.startsWith("JSESSIONID="))
                || answer.headers().firstValue("X-Evil").isPresent()) {
            faults.add("headers were injected: " + where);
        }
        if (answer.statusCode() >= 400
                && path.contains("/api/")
                && !method.equals("TRACE")
                && !answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")) {
            faults.add("no clear error: " + where);
        }
        return answer;
    }

    void judge(String where, int status, String body) {
        // 501 and 505: a coding or a version of HTTP that nobody speaks
        if (status >= 500 && status != 501 && status != 505) {
            faults.add("fails: " + where);
        }
        // an answer that repeats what was sent repeats the name of a class in it
        if (status >= 400
                && !body.contains(MARK)
                && TELLS_TOO_MUCH.matcher(body).find()) {
            faults.add("tells too much: " + where);
        }
        if (RUNS.matcher(body).find() && body.stripLeading().startsWith("<")) {
            faults.add("markup would run: " + where);
        }
    }

    static String shortened(String text) {
        return text.length() > 160 ? text.substring(0, 160) + "..." : text;
    }

    /** Text that means something to a parser, a database, a template, a shell, a browser or a file system. */
    static List<String> payloads() {
        List<String> payloads = new ArrayList<>(List.of(
                "' or '1'='1' -- " + MARK,
                MARK + "'; drop table document; --",
                MARK + "\") union select password_hash from host_user --",
                "<script>" + MARK + "()</script>",
                "\"><img src=" + MARK + " onerror=alert(1)>",
                "<svg onload=" + MARK + "()>",
                "javascript:" + MARK + "()",
                "${7*7}" + MARK,
                "#{T(java.lang.Runtime).getRuntime().exec('" + MARK + "')}",
                "__${T(java.lang.System).exit(1)}__::" + MARK,
                "~{" + MARK + " :: x}",
                "{{" + MARK + "}}",
                "${jndi:ldap://127.0.0.1/" + MARK + "}",
                "../../../../etc/passwd" + MARK,
                "..\\..\\" + MARK,
                "/etc/passwd/" + MARK,
                "file:///" + MARK,
                "http://169.254.169.254/" + MARK,
                MARK + "\0" + MARK,
                MARK + "\r\nSet-Cookie: x=1\r\nX-Evil: 1",
                MARK + "\u202e\u2066txt.exe",
                MARK + "\ud83d\ude00\ud83d",
                "\ufeff" + MARK + "\u0000\u0001\u001b[31m",
                "=cmd|' /C " + MARK + "'!A0",
                MARK + "*?~:^[]{}()!\\/\"",
                "((((((((((" + MARK,
                "\"" + MARK,
                "tag:\"" + MARK,
                "title:(" + MARK + " OR",
                "NOT NOT - - " + MARK,
                "[* TO " + MARK + "}",
                "*" + MARK + "*",
                "(a+)+$" + MARK,
                "-1",
                "9223372036854775808",
                "1e400",
                "NaN",
                "null",
                "[]",
                "{}",
                "%" + MARK + "_%",
                "%2e%2e%2f" + MARK,
                "; ls " + MARK + " | cat `id`"));
        payloads.add(MARK.repeat(2000));
        payloads.add("\u0301".repeat(3000) + MARK);
        return payloads;
    }
}
