package dev.tagwright.host.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What an administrator does on the pages of findings and of synthetic documents, and what the host says of it then. */
final class Teaching {

    private static final String PLUGIN = "/plugins/tagwright-classifier/";
    private static final double PATIENCE = 180_000;

    private final HostProcess host;
    private final Page page;

    Teaching(HostProcess host, Page page) {
        this.host = host;
        this.page = page;
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private void untilDone() {
        assertThat(page.locator("#work .state"))
                .hasText("done", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
    }

    private JsonNode type(long document) throws IOException, InterruptedException {
        return host.get("/api/documents/" + document + "/").get("document_type");
    }

    /** Returns what a person said last of a label on a document, and who; empty for nothing. */
    private String said(long document, long label) throws IOException, InterruptedException {
        for (JsonNode entry : host.get(PLUGIN + "api/documents/" + document + "/feedback")) {
            if (entry.get("label").asLong() == label) {
                return entry.get("user").asString() + " " + entry.get("verdict").asString();
            }
        }
        return "";
    }

    /** Gives one of the papers that were looked through the type of another sort, and returns its number. */
    private long spoil(Map<String, Long> types) throws IOException, InterruptedException {
        Map<Long, Integer> carried = new HashMap<>();
        Map<Long, Long> example = new HashMap<>();
        for (JsonNode document :
                host.get("/api/documents/?is_in_inbox=false&page_size=100&ordering=id").get("results")) {
            if (!document.get("document_type").isNull()) {
                long type = document.get("document_type").asLong();
                carried.merge(type, 1, Integer::sum);
                example.put(type, document.get("id").asLong());
            }
        }
        // the two types with the most papers, so that the models know well what they look like
        Long[] most = carried.keySet().stream()
                .sorted((a, b) -> Integer.compare(carried.get(b), carried.get(a)))
                .limit(2)
                .toArray(Long[]::new);
        assertThat(carried.get(most[1])).isGreaterThanOrEqualTo(5);
        long document = example.get(most[0]);
        types.put("right", most[0]);
        types.put("wrong", most[1]);
        host.send("PATCH", "/api/documents/" + document + "/", "{\"document_type\":" + most[1] + "}");
        return document;
    }

    /** A paper has the wrong type: it is found, put right in one press, taken back, and put right again. */
    void putAWrongTypeRight() throws IOException, InterruptedException {
        Map<String, Long> types = new HashMap<>();
        long document = spoil(types);
        long right = types.get("right");
        long wrong = types.get("wrong");
        String rightName = host.get("/api/document_types/" + right + "/").get("name").asString();
        page.navigate(PLUGIN + "labels");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Wrong and missing labels"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Look for wrong and missing labels"))
                .click();
        untilDone();
        Locator found = page.locator("#document-" + document);
        assertThat(found).containsText("is perhaps wrong here: ");
        assertThat(found).containsText(rightName + " is perhaps missing here: ");
        button(found, "Put all of it right").click();
        assertThat(found.getByText("settled")).hasCount(2);
        assertThat(type(document).asLong()).isEqualTo(right);
        // the host tells the plugin of it when it gets round to it
        host.until(() -> Set.of("demo REJECTED", "demo CORRECTED").contains(said(document, wrong)));
        page.navigate("/documents/" + document);
        page.locator("#history summary").click();
        assertThat(page.locator("#history")).containsText("demo");

        page.navigate(PLUGIN + "findings");
        button(found, "Undo").click();
        assertThat(found.getByText("settled")).hasCount(0);
        assertThat(type(document).asLong()).isEqualTo(wrong);
        button(found, "Put on " + rightName).click();
        // there is room for one type only
        assertThat(found.getByText("settled")).hasCount(2);
        assertThat(type(document).asLong()).isEqualTo(right);
    }

    /** Documents for a label are looked for on its page; what does not belong there is refused, and the refusal taken back. */
    void judgeAProposedDocument() throws IOException, InterruptedException {
        page.navigate(PLUGIN + "labels?kind=DOCUMENT_TYPE");
        page.locator("table.labels tbody th a").first().click();
        String name = page.locator("h1 span").first().textContent();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Find documents for it"))
                .click();
        untilDone();
        assertThat(page.locator("#of")).hasText("Documents for " + name);
        Locator first = page.locator("section.found").first();
        assertThat(first).containsText(name);
        assertThat(first.textContent())
                .containsAnyOf(name + " perhaps belongs here: ", name + " is unlikely here (below 1 %)");
        long document = Long.parseLong(first.getAttribute("id").replace("document-", ""));
        long label = label(name);
        button(first, "Without " + name + " is right").click();
        assertThat(first.getByText("settled")).hasCount(1);
        host.until(() -> said(document, label).equals("demo REJECTED"));
        button(first, "Undo").click();
        assertThat(first.getByText("settled")).hasCount(0);
        host.until(() -> !host.get(PLUGIN + "api/documents/" + document + "/judgements")
                .toString()
                .contains("\"label\":" + label + ",\"belongs\":false"));
    }

    private long label(String type) throws IOException, InterruptedException {
        for (JsonNode one : host.get("/api/document_types/?page_size=100").get("results")) {
            if (one.get("name").asString().equals(type)) {
                return one.get("id").asLong();
            }
        }
        throw new AssertionError("there is no type " + type);
    }

    /** Synthetic documents are made up for tags that hardly any paper carries, measured, shown as such, and taken away. */
    void makeUpDocuments(LanguageModel model) throws IOException, InterruptedException {
        JsonNode all = host.get("/api/documents/?page_size=1&ordering=id");
        long carrier = all.get("results").get(0).get("id").asLong();
        long bill = tag("Water bill");
        host.send("PATCH", "/api/documents/" + carrier + "/", "{\"tags\":[" + bill + "]}");
        assertThat(model.asked()).isEmpty();
        page.navigate(PLUGIN + "routes");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Synthetic documents"))
                .click();
        assertThat(page.locator("#setting")).containsText("written by parrot at 127.0.0.1");
        assertThat(page.locator("#setting")).containsText("nothing of any document");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make up what is missing, and measure"))
                .click();
        untilDone();
        Locator row = page.locator("#TAG-" + bill);
        assertThat(row).containsText(Pattern.compile("They (helped|did not help): F1 of the label"));
        row.locator("summary").click();
        assertThat(row.locator("pre")).hasCount(2);
        assertThat(row.locator("pre").first()).containsText(LanguageModel.TEXT.strip());
        assertThat(model.asked()).anyMatch(request -> request.contains("Water bill"));
        // they are nobody's documents, also of those that the index does not know yet
        for (JsonNode document :
                host.get("/api/documents/?page_size=200&ordering=-id").get("results")) {
            assertThat(document.get("content").asString()).doesNotContain("quetzalcoatl");
        }
        assertThat(host.get("/api/documents/?query=quetzalcoatl").get("count").asLong())
                .isZero();
        button(row, "Remove").click();
        assertThat(row).hasCount(0);
        for (JsonNode label : host.get(PLUGIN + "api/synthetic").get("labels")) {
            assertThat(label.get("id").asLong()).isNotEqualTo(bill);
        }
    }

    private long tag(String name) throws IOException, InterruptedException {
        for (JsonNode one : host.get("/api/tags/?page_size=100").get("results")) {
            if (one.get("name").asString().equals(name)) {
                return one.get("id").asLong();
            }
        }
        throw new AssertionError("there is no tag " + name);
    }
}
