package dev.tagwright.host.rest;

import dev.tagwright.host.ingest.QueueFull;
import dev.tagwright.host.upkeep.Backup;
import dev.tagwright.host.upkeep.BackupRefused;
import dev.tagwright.host.upkeep.CheckView;
import dev.tagwright.host.upkeep.OriginalChecks;
import dev.tagwright.host.upkeep.TrainingSetExport;
import dev.tagwright.host.upkeep.TrainingSetImport;
import dev.tagwright.host.users.Audit;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What keeps an installation whole. For administrators. */
@RestController
@Tag(name = "upkeep")
class UpkeepApi {

    private final Asker asker;
    private final Backup backup;
    private final OriginalChecks checks;
    private final TrainingSetExport export;
    private final TrainingSetImport imports;
    private final Audit audit;

    UpkeepApi(
            Asker asker,
            Backup backup,
            OriginalChecks checks,
            TrainingSetExport export,
            TrainingSetImport imports,
            Audit audit) {
        this.asker = asker;
        this.backup = backup;
        this.checks = checks;
        this.export = export;
        this.imports = imports;
        this.audit = audit;
    }

    @GetMapping("/api/backup/")
    @Operation(summary = "Save the whole installation as of this moment into one archive")
    void backup(Principal principal, HttpServletResponse response) throws IOException {
        asker.need(principal, Role.ADMINISTRATOR);
        audit.note(Audit.What.BACKUP_SAVED, null, "");
        file(response, "application/zip", "tagwright-backup.zip");
        try {
            backup.write(response.getOutputStream());
        } catch (BackupRefused e) {
            response.reset();
            throw new Conflict(String.valueOf(e.getMessage()));
        }
    }

    @GetMapping("/api/checks/")
    @Operation(summary = "Tell how far the check of the originals is, and what is wrong")
    CheckView check(Principal principal) {
        asker.need(principal, Role.ADMINISTRATOR);
        return checks.view();
    }

    @PostMapping("/api/checks/")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Have all originals compared with their SHA-256")
    CheckView begin(Principal principal) {
        Person person = asker.need(principal, Role.ADMINISTRATOR);
        if (!checks.ask(person.getName())) {
            throw new Conflict("The originals are being checked already.");
        }
        return checks.view();
    }

    @PostMapping("/api/checks/stop/")
    @Operation(summary = "End the check of the originals")
    CheckView stop(Principal principal) {
        asker.need(principal, Role.ADMINISTRATOR);
        checks.stopCheck();
        return checks.view();
    }

    @GetMapping("/api/training-set/")
    @Operation(summary = "Give what is learned from as a corpus, one JSON object a line")
    void export(Principal principal, HttpServletResponse response) throws IOException {
        asker.need(principal, Role.ADMINISTRATOR);
        audit.note(Audit.What.TRAINING_SET_EXPORTED, null, "");
        file(response, "application/jsonl", "training-set.jsonl");
        export.write(response.getOutputStream());
    }

    @PostMapping("/api/training-set/")
    @Operation(summary = "Take a corpus in, one JSON object a line, as documents that were filed by hand")
    TrainingSetImport.Result imported(Principal principal, HttpServletRequest request) throws IOException {
        Person person = asker.need(principal, Role.ADMINISTRATOR);
        audit.note(Audit.What.TRAINING_SET_IMPORTED, null, "");
        try {
            return imports.read(request.getInputStream(), person.getName());
        } catch (QueueFull e) {
            throw new Conflict(e.getMessage() + " What came before is kept; send the same corpus again later.");
        }
    }

    private static void file(HttpServletResponse response, String type, String name) {
        response.setContentType(type);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
