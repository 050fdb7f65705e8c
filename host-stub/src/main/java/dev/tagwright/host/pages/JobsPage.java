package dev.tagwright.host.pages;

import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.host.ingest.Ingest;
import dev.tagwright.host.ingest.Job;
import dev.tagwright.host.ingest.JobState;
import dev.tagwright.host.plugins.Classifier;
import dev.tagwright.host.plugins.PluginFailure;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.users.Audit;
import dev.tagwright.host.users.Role;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the host and the plugin work on: files that arrived, and training. */
@Controller
@RequestMapping("/jobs")
class JobsPage {

    private static final int SHOWN = 50;

    /**
     * A job.
     *
     * @param shown whether the visitor may see the document; the name of its file is for those alone
     * @param cancel whether the visitor may call it off
     * @param retry whether the visitor may have it tried again
     */
    record Line(Job job, boolean shown, boolean cancel, boolean retry) {}

    private final Ingest ingest;
    private final Plugins plugins;
    private final Audit audit;
    private final Words words;
    private final Clock clock;

    JobsPage(Ingest ingest, Plugins plugins, Audit audit, Words words, Clock clock) {
        this.ingest = ingest;
        this.plugins = plugins;
        this.audit = audit;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping
    String page(@RequestParam(defaultValue = "") String state, Visitor visitor, Model model) {
        show(state, visitor, model);
        return "jobs";
    }

    @GetMapping("/changed")
    String changed(@RequestParam(defaultValue = "") String state, Visitor visitor, Model model) {
        show(state, visitor, model);
        return "jobs :: work";
    }

    @PostMapping("/{id}/retry")
    String retry(@PathVariable long id, Visitor visitor, RedirectAttributes next) {
        changeable(id, visitor);
        Frame.say(next, words.say(ingest.retry(id) ? "jobs.retried" : "jobs.retried.not"));
        return "redirect:/jobs";
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable long id, Visitor visitor, RedirectAttributes next) {
        changeable(id, visitor);
        Frame.say(next, words.say(ingest.cancel(id) ? "jobs.cancelled" : "jobs.cancelled.not"));
        return "redirect:/jobs";
    }

    private void changeable(long id, Visitor visitor) {
        if (ingest.job(id)
                .filter(job -> ingest.mayChange(visitor.person(), job))
                .isEmpty()) {
            throw new AccessDeniedException("This job is not the visitor's to change.");
        }
    }

    @PostMapping("/train")
    String train(Visitor visitor, RedirectAttributes next) {
        visitor.needs(Role.ADMINISTRATOR);
        audit.note(Audit.What.TRAINING_ASKED, null, "");
        Frame.say(next, ask(classifier -> {
            TrainingStatus status = classifier.train(new TrainingRequest(visitor.caller(), true, false));
            return status.message().isEmpty() ? words.say("jobs.training.asked") : status.message();
        }));
        return "redirect:/jobs";
    }

    @PostMapping("/train/stop")
    String stop(Visitor visitor, RedirectAttributes next) {
        visitor.needs(Role.ADMINISTRATOR);
        Frame.say(next, ask(classifier -> {
            classifier.stopTraining();
            return words.say("jobs.training.stopped");
        }));
        return "redirect:/jobs";
    }

    /** Asks the plugin for something and returns what to tell the person. */
    private interface Wish {
        String of(Classifier classifier) throws PluginFailure;
    }

    private String ask(Wish wish) {
        try {
            Optional<Classifier> classifier = plugins.classifier();
            return classifier.isPresent() ? wish.of(classifier.get()) : words.say("jobs.training.none");
        } catch (PluginFailure e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void show(String wanted, Visitor visitor, Model model) {
        Optional<JobState> state = Arrays.stream(JobState.values())
                .filter(one -> one.name().equals(wanted.toUpperCase(Locale.ROOT)))
                .findFirst();
        List<Job> jobs = state.isPresent() ? ingest.latest(state.get(), 0, SHOWN) : ingest.latest(0, SHOWN);
        model.addAttribute("state", state.map(JobState::name).orElse(""));
        model.addAttribute("lines", jobs.stream().map(job -> line(job, visitor)).toList());
        model.addAttribute("counts", ingest.counts());
        Optional<Classifier> classifier = plugins.classifier();
        try {
            model.addAttribute(
                    "training", classifier.isPresent() ? classifier.get().trainingStatus() : null);
        } catch (PluginFailure e) {
            model.addAttribute("troubled", e.getMessage());
        }
    }

    private Line line(Job job, Visitor visitor) {
        boolean may = ingest.mayChange(visitor.person(), job);
        return new Line(
                job,
                ingest.maySee(visitor.person(), job),
                may && job.cancellable(),
                may && job.retryable(clock.instant()));
    }
}
