package dev.tagwright.classifier.plugin;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
import static dev.tagwright.classifier.plugin.Letters.RENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Decision;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.suggestion.Policies;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of labels and trainings in a real container. */
class InsightPagesTest {

    private static final String PATH = "/dms/plugins/tagwright-classifier/";
    private static final String HOSTILE = "<img src=x onerror=alert(1)> & \"rent\"";

    @TempDir
    Path folder;

    private TestHost host;
    private Wiring plugin;
    private Served served;
    private LabelId rent;
    private LabelId office;

    @BeforeEach
    void start() throws Exception {
        host = new TestHost(Files.createDirectory(folder.resolve("data")));
        rent = host.autoTag(HOSTILE);
        office = host.auto(CORRESPONDENT, "office");
        plugin = Wiring.of(host, Clock.systemUTC());
        served = new Served(folder, "/dms", "/plugins/tagwright-classifier", new SignedIn(plugin.servlet()));
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
        plugin.close();
    }

    private void learn() {
        Letters.file(host, 30, List.of(rent), List.of(office));
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until("the training ends", () -> plugin.retrain().status().state() == State.PROMOTED);
    }

    private HttpResponse<String> get(String path, String user) throws Exception {
        return served.get("/" + path, user);
    }

    private HttpResponse<String> post(String path, String user, String form) throws Exception {
        return served.press("/" + path, user, form);
    }

    private String label() {
        return "labels/tag/" + rent.value();
    }

    @Test
    void beforeAnythingWasLearnedEachPageSaysSoAndWhatToDo() throws Exception {
        assertThat(get("labels", "anna").body()).contains("Nothing was learned yet", "Not learned yet");
        assertThat(get(label(), "anna").body())
                .contains("Nothing was learned of it yet: no document that is learned from carries it.");
        assertThat(get("training", "anna").body())
                .contains("There was no training yet.", "That is measured in the next training.");
        assertThat(get("map", "admin").body()).contains("There is no map yet");
    }

    @Test
    void figuresAreShownAndNamesAreEscapedInEveryLanguage() throws Exception {
        learn();
        for (String language : new String[] {"en", "de", "fr"}) {
            for (String page :
                    new String[] {"labels", label(), "training", "map", "labels?find=%3Cimg&kind=TAG&sort=x"}) {
                HttpResponse<String> answer =
                        served.send(served.request("/" + page, "admin").header("Accept-Language", language));
                assertThat(answer.statusCode())
                        .as(language + " " + page + answer.body())
                        .isEqualTo(200);
                assertThat(answer.body())
                        .doesNotContain("<img", "th:text", "??")
                        .contains("lang=\"" + language);
            }
        }
        assertThat(get("labels", "anna").body())
                .contains("&lt;img src=x onerror=alert(1)&gt;", "2 of 2 labels")
                .contains("Filed by itself: 0. You changed 0 of them.");
        assertThat(get("labels?mark=DRIFTING", "anna").body()).contains("No label is like that.");
        assertThat(get(label(), "anna").body())
                .contains("It has enough examples.", "Of 30 documents that carry it")
                .doesNotContain("Only try it out");
    }

    @Test
    void whatCannotBeShownIsAPageForPeopleAndProblemDetailsForPrograms() throws Exception {
        String path = "/labels/tag/77";
        String why = "There is no label (77) of this kind that is found by learning.";
        HttpResponse<String> person = served.send(browser(path, "anna"));
        assertThat(person.statusCode()).isEqualTo(404);
        assertThat(person.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(person.body()).contains("<h1>There is nothing here</h1>", why, "href=\"" + PATH + "\"");
        assertThat(served.send(browser(path, "anna").header("Accept-Language", "de"))
                        .body())
                .contains("<h1>Hier ist nichts</h1>");
        HttpResponse<String> program = get(path.substring(1), "anna");
        assertThat(program.statusCode()).isEqualTo(404);
        assertThat(program.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(program.body()).contains(why);
        HttpResponse<String> forbidden = served.send(browser("/map", "anna"));
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(forbidden.body()).contains("<h1>This is not yours to do</h1>");
        HttpResponse<String> incomplete = served.send(browser("/training/compare?before=1", "admin"));
        assertThat(incomplete.statusCode()).isEqualTo(400);
        assertThat(incomplete.body()).contains("<h1>This was not done</h1>");
        assertThat(served.send(browser("/no-such-page", "anna")).body()).contains("<h1>There is nothing here</h1>");
        assertThat(served.send(browser("/api/no-such-thing", "anna")).body()).startsWith("{");
    }

    private HttpRequest.Builder browser(String path, String user) {
        return served.request(path, user).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    @Test
    void onlyAnAdministratorChangesAnything() throws Exception {
        for (String path : new String[] {
            label() + "/thresholds",
            label() + "/shadow",
            "labels/shadow",
            "labels/different",
            "training/start",
            "training/stop",
            "training/promote"
        }) {
            HttpResponse<String> refused =
                    post(path, "anna", "on=true&suggest=20&apply=30&kind=TAG&one=1&other=2&snapshot=1");
            assertThat(refused.statusCode()).as(path).isEqualTo(403);
            assertThat(refused.body()).contains("Only an administrator may ");
        }
        assertThat(get("map", "anna").statusCode()).isEqualTo(403);
        assertThat(get("training/compare?before=1&after=1", "anna").statusCode())
                .isEqualTo(403);
        assertThat(plugin.policies().current()).isEqualTo(Policies.NONE);
    }

    @Test
    void aThresholdIsLookedAtSavedAndTakenBack() throws Exception {
        learn();
        String effect =
                get(label() + "/effect?suggest=20&apply=99&never=true", "admin").body();
        assertThat(effect).contains("Of 30 documents that carry it").doesNotContain("<header");
        assertThat(post(label() + "/thresholds", "admin", "suggest=20&apply=90&never=true")
                        .statusCode())
                .isEqualTo(303);
        assertThat(plugin.policies().current().of(rent)).contains(new Policies.Policy(0.2, Policies.NEVER, false));
        assertThat(get(label() + "?said=thresholds", "admin").body())
                .contains("The thresholds count from now on.", "Set by hand", "Back to what was learned");
        DocumentId march = host.document(RENT + " for march");
        assertThat(plugin.decide(march).suggestions())
                .extracting(Suggestion::label, Suggestion::decision)
                .contains(org.assertj.core.groups.Tuple.tuple(rent, Decision.SUGGEST));
        post(label() + "/shadow", "admin", "on=true");
        post(label() + "/thresholds", "admin", "suggest=20&apply=90&learned=true");
        assertThat(plugin.policies().current().of(rent)).contains(new Policies.Policy(0, 0, true));
        assertThat(get(label(), "admin").body()).contains("Being tried out").doesNotContain("Set by hand");
        post(label() + "/shadow", "admin", "on=false");
        assertThat(plugin.policies().current()).isEqualTo(Policies.NONE);
    }

    @Test
    void thresholdsAndLabelsThatDoNotExistAreRefused() throws Exception {
        assertThat(post(label() + "/thresholds", "admin", "suggest=0&apply=90").body())
                .contains("thresholds (0, 90) must be from 1 to 100 percent.");
        assertThat(get("labels/tag/999", "admin").body())
                .contains("There is no label (999) of this kind that is found by learning.");
        assertThat(post("labels/tag/999/shadow", "admin", "on=true").statusCode())
                .isEqualTo(404);
        assertThat(get("labels/pet/1", "admin").body()).contains("There is no kind (pet).");
        assertThat(get("training/compare?before=1&after=2", "admin").body()).contains("There is no snapshot (1).");
        assertThat(post("labels/different", "admin", "kind=TAG&one=3&other=3").statusCode())
                .isEqualTo(409);
    }

    @Test
    void twoSnapshotsAreComparedAndTheOlderOneServesAgain() throws Exception {
        learn();
        for (int number = 1; number <= 3; number++) {
            host.document("the insurer confirms the contract for the house " + number, office);
        }
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until(
                "the training ends",
                () -> plugin.retrain().status().state() == State.PROMOTED
                        && plugin.store().snapshots().newest().size() == 2);
        assertThat(get("training", "admin").body())
                .contains("What would change?", "Let it serve", "Can the percentages be believed?");
        assertThat(get("training/compare?before=1&after=2", "admin").body())
                .contains("From snapshot 1 to 2", "Of 63 documents that were asked about");
        assertThat(get("training/compare?before=1&after=2", "admin").body()).doesNotContain("Let snapshot 2 serve");
        assertThat(get("training/compare?before=2&after=1", "admin").body()).contains("Let snapshot 1 serve");
        assertThat(post("training/promote", "admin", "snapshot=1").statusCode()).isEqualTo(303);
        assertThat(plugin.store().snapshots().serving().orElseThrow().id()).isEqualTo(1);
        assertThat(get("training/progress", "anna").body()).contains("data-state=\"PROMOTED\"");
    }

    @Test
    void everythingIsTriedOutByOnePress() throws Exception {
        assertThat(post("labels/shadow", "admin", "on=true").headers().firstValue("Location"))
                .contains(PATH + "labels?said=kept");
        assertThat(get("labels", "admin").body()).contains("Everything is being tried out");
        post("labels/shadow", "admin", "on=false");
        assertThat(get("labels", "admin").body()).doesNotContain("Everything is being tried out");
    }
}
