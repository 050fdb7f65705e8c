package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.plugin.TrainingStatus;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin's servlet in a real container, below a path that the host chose. */
class PagesTest {

    private static final String PATH = "/dms/plugins/tagwright-classifier";

    @TempDir
    Path folder;

    private TestHost host;
    private TagwrightPlugin plugin;
    private Served served;

    /** The pass over the documents waits for it in the midst. */
    private CountDownLatch goOn = new CountDownLatch(0);

    @BeforeEach
    void start() throws Exception {
        host = new TestHost(Files.createDirectory(folder.resolve("data"))) {
            @Override
            void asked(String what) {
                if (what.equals("visit") && textsRead.get() == 10) {
                    try {
                        assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        };
        plugin = new TagwrightPlugin();
        plugin.start(host);
        served = new Served(
                folder,
                "/dms",
                "/plugins/tagwright-classifier",
                new SpringLikeHost(plugin.servlet().orElseThrow()));
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
        plugin.close();
    }

    @Test
    void thePageIsServedBelowTheHostsPathAndShowsThatNothingWasLearned() throws Exception {
        HttpResponse<String> page = served.get("/", "anna");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.body())
                .contains("Nothing was learned yet. File some documents and train.")
                .contains("There was no training yet.")
                .doesNotContain("th:text", "th:if");
    }

    @Test
    void everyPageSpeaksTheBrowsersLanguageAndAllowsNoScriptOrStyleInside() throws Exception {
        for (String path : new String[] {"/", "/reworks", "/routes"}) {
            HttpResponse<String> page =
                    served.send(served.request(path, "admin").header("Accept-Language", "de-AT"));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';");
            assertThat(page.body())
                    .contains("<html lang=\"de\"", "Zum Inhalt springen", "href=\"/dms/documents\"")
                    .doesNotContain("Skip to the content", " style=", " onclick=", "th:");
        }
        assertThat(served.get("/assets/pages.css", "anna").headers().firstValue("Content-Type"))
                .contains("text/css;charset=UTF-8");
        assertThat(served.get("/assets/pages.js", "anna").headers().firstValue("Content-Type"))
                .contains("text/javascript;charset=UTF-8");
        assertThat(served.get("/assets/messages.properties", "anna").statusCode())
                .isEqualTo(404);
        assertThat(served.get("/assets/nothing.js", "anna").statusCode()).isEqualTo(404);
    }

    @Test
    void withoutASlashTheBrowserIsSentToThePageWithOne() throws Exception {
        HttpResponse<String> answer = served.get("", "anna");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(PATH + "/");
    }

    @Test
    void nobodyIsServedWithoutSigningIn() throws Exception {
        assertThat(served.get("/", "").statusCode()).isEqualTo(401);
        assertThat(served.get("/api/status", "").statusCode()).isEqualTo(401);
    }

    @Test
    void statusHealthTrainingsSnapshotsAndLabelsAreJson() throws Exception {
        assertThat(served.get("/api/status", "anna").body())
                .contains("\"state\":\"NEVER\"", "\"snapshot\":null", "\"health\":\"DEGRADED\"");
        assertThat(served.get("/api/health", "anna").body()).contains("\"name\":\"snapshot\"");
        assertThat(served.get("/api/trainings", "anna").body()).isEqualTo("[]");
        assertThat(served.get("/api/snapshots", "anna").body()).isEqualTo("[]");
        assertThat(served.get("/api/labels", "anna").statusCode()).isEqualTo(403);
        assertThat(served.get("/api/labels", "admin").body()).isEqualTo("[]");
    }

    @Test
    void onlyAnAdministratorTrainsAndWhatCameOfItIsShownWithItsMarkupEscaped() throws Exception {
        HttpResponse<String> refused = served.post("/api/trainings", "anna", "");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Only an administrator may start a training.");
        assertThat(plugin.trainingStatus()).isEqualTo(TrainingStatus.NEVER);

        host.autoTag("a tag");
        host.administrators.add("<script>alert(1)</script>");
        HttpResponse<String> accepted =
                served.post("/api/trainings", "<script>alert(1)</script>", "{\"evenIfUnchanged\":true}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        Wait.until("the training has ended", () -> plugin.trainingStatus().state() != TrainingStatus.State.RUNNING);
        assertThat(served.get("/api/trainings", "anna").body()).contains("\"state\":\"FAILED\"");
        assertThat(served.get("/", "anna").body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>");
        assertThat(served.post("/api/trainings/stop", "anna", "").statusCode()).isEqualTo(403);
        assertThat(served.post("/api/trainings/stop", "admin", "").statusCode()).isEqualTo(200);
    }

    @Test
    void whileATrainingRunsThePageAndTheStatusSayHowFarItIsAndWhenItWillProbablyEnd() throws Exception {
        LabelId tag = host.autoTag("rent");
        for (int number = 1; number <= 12; number++) {
            host.document("the landlord sends the yearly rent statement for heating and water " + number, tag);
        }
        goOn = new CountDownLatch(1);
        served.post("/api/trainings", "admin", "{}");
        Wait.until("something can be said", () -> plugin.trainingStatus().expectedEndAt() != null);
        assertThat(served.get("/", "anna").body()).contains("reading documents", "of 12", "(probably done at ");
        assertThat(served.get("/api/status", "anna").body()).contains("\"expectedEndAt\":\"20");
        goOn.countDown();
        Wait.until("the training has ended", () -> plugin.trainingStatus().state() != TrainingStatus.State.RUNNING);
        assertThat(served.get("/", "anna").body()).doesNotContain("probably done");
    }

    @Test
    void anAdministratorTrainsAndGoesBackToAnOlderSnapshotByTheButtonsOfThePage() throws Exception {
        LabelId tag = host.autoTag("<b>rent</b>");
        for (int number = 1; number <= 12; number++) {
            host.document("the landlord sends the yearly rent statement for heating " + number, tag);
            host.document("the revenue office assesses income taxes for the year " + number);
        }
        assertThat(served.get("/", "anna").body()).doesNotContain("Train now");
        assertThat(served.get("/", "admin").body())
                .contains("Train now", "name=\"_csrf\"", "value=\"a &quot;token&quot;\"");
        assertThat(served.press("/train", "anna", "").statusCode()).isEqualTo(403);
        for (int times = 1; times <= 2; times++) {
            HttpResponse<String> pressed = served.press("/train", "admin", "");
            assertThat(pressed.statusCode()).isEqualTo(303);
            assertThat(pressed.headers().firstValue("Location").orElseThrow()).endsWith("./");
            Wait.until(
                    "the training has ended", () -> plugin.trainingStatus().state() == TrainingStatus.State.PROMOTED);
        }
        Wait.until("both are kept", () -> body("/api/snapshots").contains("\"id\":2"));
        assertThat(served.get("/", "admin").body())
                .contains("Let it serve", "&lt;b&gt;rent&lt;/b&gt;")
                .doesNotContain("<b>rent");
        assertThat(body("/api/snapshots/1/compare/2"))
                .contains("\"labels\":[{\"kind\":\"TAG\",\"key\":\"1\",\"before\":{\"support\":12,", "\"documents\":24")
                .contains("\"changed\":0,\"decisions\":[]");
        assertThat(served.get("/api/snapshots/1/compare/2", "anna").statusCode())
                .isEqualTo(403);
        assertThat(served.get("/api/snapshots/1/compare/99", "admin").body()).contains("There is no snapshot (99).");
        assertThat(served.get("/api/snapshots/1/compare/2?sample=-1", "admin").statusCode())
                .isEqualTo(400);
        assertThat(served.press("/promote", "anna", "snapshot=1").statusCode()).isEqualTo(403);
        assertThat(served.press("/promote", "admin", "snapshot=1").statusCode()).isEqualTo(303);
        assertThat(body("/api/status")).contains("\"id\":1");
        assertThat(served.press("/promote", "admin", "snapshot=99").body()).contains("there is no snapshot (99).");
        assertThat(body("/api/labels")).contains("\"name\":\"<b>rent</b>\"", "\"support\":12");
    }

    @Test
    void whatIsNotThereOrNotUnderstoodIsToldClearly() throws Exception {
        assertThat(served.get("/api/nothing", "anna").statusCode()).isEqualTo(404);
        assertThat(served.post("/api/trainings", "admin", "{\"evenIfUnchanged\":\"maybe")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> missing = served.post("/api/snapshots/77/promote", "admin", "");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("There is no snapshot (77).");
        assertThat(served.post("/api/snapshots/77/promote", "anna", "").statusCode())
                .isEqualTo(403);
        assertThat(served.get("/api/documents/5/assignments", "anna").statusCode())
                .isEqualTo(404);
        assertThat(served.get("/api/documents/-5/assignments", "anna").statusCode())
                .isEqualTo(404);
        assertThat(served.get("/api/documents/x/assignments", "anna").statusCode())
                .isEqualTo(400);
    }

    @Test
    void assignmentsOfADocumentAreShownToThoseWhoMayViewIt() throws Exception {
        host.auto(LabelKind.CORRESPONDENT, "somebody");
        long id = host.document("a letter about the rent of the flat").value();
        assertThat(served.get("/api/documents/" + id + "/assignments", "anna").body())
                .isEqualTo("[]");
        assertThat(served.get("/api/documents/" + id + "/assignments", "stranger")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theArchiveIsRetaggedAndTheRetagUndoneByRestAndByThePagesButtons() throws Exception {
        LabelId car = host.byRule(LabelKind.TAG, "<i>car</i>", "insurance");
        long id = host.document("the insurance of the car").value();
        assertThat(served.post("/api/retags", "anna", "{\"kinds\":[\"TAG\"]}").body())
                .contains("Only an administrator may retag the archive.");
        assertThat(served.get("/reworks", "anna").statusCode()).isEqualTo(403);
        assertThat(served.get("/api/reworks/1/changes", "anna").statusCode()).isEqualTo(403);

        assertThat(served.post("/api/retags", "admin", "{\"kinds\":[\"tag\"]}").statusCode())
                .isEqualTo(202);
        Wait.until("the preview is ready", () -> body("/api/reworks/1").contains("\"state\":\"READY\""));
        assertThat(body("/api/reworks/1/changes?base=https://dms.example/documents"))
                .contains("\"onName\":\"<i>car</i>\"", "\"url\":\"https://dms.example/documents/" + id + "\"");
        assertThat(served.get("/rework?id=1", "admin").body())
                .contains("&lt;i&gt;car&lt;/i&gt;", "Apply exactly this", "Would add 1")
                .doesNotContain("<i>car", "th:");
        assertThat(served.press("/rework-apply", "anna", "id=1").statusCode()).isEqualTo(403);
        HttpResponse<String> pressed = served.press("/rework-apply", "admin", "id=1");
        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(pressed.headers().firstValue("Location").orElseThrow()).endsWith("./rework?id=1");
        Wait.until("it is applied", () -> body("/api/reworks/1").contains("\"state\":\"DONE\""));
        assertThat(host.look(new DocumentId(id)).labels()).containsKey(car);
        assertThat(body("/api/runs")).contains("\"run\":\"retag-1\",\"labels\":1");

        assertThat(served.press("/undo", "admin", "scope=run&value=retag-1").statusCode())
                .isEqualTo(303);
        Wait.until("the preview is ready", () -> body("/api/reworks/2").contains("\"state\":\"READY\""));
        assertThat(served.post("/api/reworks/2/apply", "admin", "").statusCode())
                .isEqualTo(202);
        Wait.until("it is undone", () -> body("/api/reworks/2").contains("\"state\":\"DONE\""));
        assertThat(host.look(new DocumentId(id)).labels()).isEmpty();
        assertThat(served.get("/reworks", "admin").body())
                .contains("Undo run retag-1", "Retag Tag")
                .doesNotContain("th:");
    }

    @Test
    void whatCannotBeRetaggedOrUndoneIsToldClearly() throws Exception {
        refused("/api/retags", "{}", 400, "there is nothing to retag.");
        refused("/api/retags", "{\"kinds\":[\"colour\"]}", 400, "kind (colour) must be one of TAG, CORRESPONDENT,");
        refused("/api/retags", "{\"kinds\":[\"TAG\"],\"from\":9,\"to\":3}", 400, "documents from (9) to (3) must be");
        refused("/api/undos", "{}", 400, "exactly one of assignment, run, snapshot and digest must be given");
        refused("/api/undos", "{\"snapshot\":77}", 400, "there is no snapshot (77) any more.");
        refused("/api/reworks/77/apply", "", 404, "There is no rework (77).");
        refused("/api/reworks/77/stop", "", 404, "There is no rework (77).");
        served.post("/api/undos", "admin", "{\"run\":\"nothing\"}");
        Wait.until("the preview is ready", () -> body("/api/reworks/1").contains("\"state\":\"READY\""));
        assertThat(served.get("/api/reworks/1/changes?page_size=5000", "admin").statusCode())
                .isEqualTo(400);
        assertThat(served.get("/api/reworks/1/changes?base=javascript:alert(1)", "admin")
                        .statusCode())
                .isEqualTo(400);
        assertThat(served.post("/api/reworks/1/stop", "admin", "").body()).contains("\"state\":\"STOPPED\"");
        refused("/api/reworks/1/apply", "", 409, "rework (1) cannot be applied: it is STOPPED,");
    }

    private void refused(String path, String body, int status, String why) throws Exception {
        HttpResponse<String> answer = served.post(path, "admin", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(why);
    }

    private String body(String path) {
        try {
            return served.get(path, "admin").body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a host that is built with Spring too: its own objects lie in the request under names that ours looks for. */
    private static final class SpringLikeHost extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final transient Servlet plugin;

        SpringLikeHost(Servlet plugin) {
            this.plugin = plugin;
        }

        @Override
        public void init() throws ServletException {
            plugin.init(getServletConfig());
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            request.setAttribute("org.springframework.web.servlet.DispatcherServlet.CONTEXT", "the host's");
            request.setAttribute("org.springframework.web.util.ServletRequestPathUtils.PATH", "the host's");
            request.setAttribute("dev.tagwright.csrf.parameter", "_csrf");
            request.setAttribute("dev.tagwright.csrf.token", "a \"token\"");
            String user = request.getHeader("X-User");
            plugin.service(
                    new HttpServletRequestWrapper(request) {
                        @Override
                        public Principal getUserPrincipal() {
                            return user.isEmpty() ? null : () -> user;
                        }
                    },
                    response);
        }

        @Override
        public void destroy() {
            plugin.destroy();
        }
    }

    @Test
    void aJobIsStartedFollowedByEventsAndShownByItsNumber() throws Exception {
        assertThat(served.post("/api/jobs", "anna", "{\"kind\":\"retrain\"}").statusCode())
                .isEqualTo(403);
        HttpResponse<String> none = served.post("/api/jobs", "admin", "{}");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("kind (null) must be one of ");
        assertThat(served.post("/api/jobs", "admin", "{\"kind\":\"guess\"}").body())
                .contains(
                        "kind (guess) must be one of [classify-files, find-documents, find-wrong-labels, make-up-documents,"
                                + " re-embed, retrain, review-bulk, review-refresh].");
        host.autoTag("a tag");
        HttpResponse<String> started = served.post("/api/jobs", "admin", "{\"kind\":\"retrain\"}");
        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(started.body()).contains("\"id\":1", "\"requestedBy\":\"admin\"");
        HttpResponse<String> events = served.get("/api/jobs/1/events", "admin");
        assertThat(events.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(events.body()).contains("event: job\ndata: {\"id\":1").contains("\"state\":\"DONE\"");
        assertThat(served.get("/api/jobs/1", "admin").body())
                .contains("\"state\":\"DONE\"", "No training data available.");
        assertThat(served.post("/api/jobs/1/stop", "admin", "").body()).contains("job (1) has ended.");
        assertThat(served.get("/api/jobs/2", "admin").statusCode()).isEqualTo(404);
        assertThat(served.get("/api/learning", "anna").body()).contains("\"changes\":0");
        assertThat(served.get("/api/feedback", "anna").body()).isEqualTo("[]");
    }
}
