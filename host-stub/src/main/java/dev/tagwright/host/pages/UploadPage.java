package dev.tagwright.host.pages;

import dev.tagwright.host.documents.DocumentRefused;
import dev.tagwright.host.files.StoreFailed;
import dev.tagwright.host.ingest.Arrival;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.ingest.Job;
import dev.tagwright.host.ingest.JobState;
import dev.tagwright.host.ingest.QueueFull;
import dev.tagwright.host.users.Role;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes files from people. */
@Controller
@RequestMapping("/upload")
class UploadPage {

    private static final Logger LOG = LoggerFactory.getLogger(UploadPage.class);

    /**
     * What came of one file.
     *
     * @param document the address of the document; null when there is none
     */
    record Outcome(boolean taken, String message, @Nullable String document) {}

    private final Ingest ingest;
    private final Words words;

    UploadPage(Ingest ingest, Words words) {
        this.ingest = ingest;
        this.words = words;
    }

    @GetMapping
    String page(Visitor visitor, Model model) {
        visitor.needs(Role.EDITOR);
        return "upload";
    }

    /** One file, from a page with scripts. */
    @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Outcome one(@RequestParam("file") MultipartFile file, Visitor visitor) {
        visitor.needs(Role.EDITOR);
        return take(file, visitor);
    }

    /** Any number of files, from a page without scripts. */
    @PostMapping(produces = MediaType.TEXT_HTML_VALUE)
    String many(@RequestParam("file") List<MultipartFile> files, Visitor visitor, RedirectAttributes next) {
        visitor.needs(Role.EDITOR);
        int taken = 0;
        String trouble = "";
        for (MultipartFile file : files) {
            if (!Objects.requireNonNullElse(file.getOriginalFilename(), "").isEmpty()) {
                Outcome outcome = take(file, visitor);
                taken += outcome.taken() ? 1 : 0;
                trouble = outcome.taken() ? trouble : outcome.message();
            }
        }
        String sentence =
                taken > 0 ? words.count("upload.done", taken) : trouble.isEmpty() ? words.say("upload.none") : "";
        Frame.say(next, (sentence + " " + trouble).strip());
        return "redirect:/upload";
    }

    private Outcome take(MultipartFile file, Visitor visitor) {
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "document");
        try (InputStream in = file.getInputStream()) {
            Job job = ingest.submit(in, Arrival.upload(name, visitor.name()));
            Long document = job.document();
            boolean taken = job.state() != JobState.REFUSED;
            return new Outcome(
                    taken,
                    taken ? words.say("upload.taken") : job.message(),
                    document == null ? null : "/documents/" + document);
        } catch (DocumentRefused | StoreFailed | QueueFull e) {
            return new Outcome(false, String.valueOf(e.getMessage()), null);
        } catch (IOException e) {
            LOG.warn("An upload broke off: {}", e.getClass().getName());
            return new Outcome(false, words.say("upload.broken"), null);
        }
    }
}
