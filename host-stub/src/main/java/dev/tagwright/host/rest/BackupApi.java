package dev.tagwright.host.rest;

import dev.tagwright.host.upkeep.Backup;
import dev.tagwright.host.upkeep.BackupRefused;
import dev.tagwright.host.users.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "upkeep")
class BackupApi {

    private final Asker asker;
    private final Backup backup;

    BackupApi(Asker asker, Backup backup) {
        this.asker = asker;
        this.backup = backup;
    }

    @GetMapping("/api/backup/")
    @Operation(summary = "Save the whole installation as of this moment into one archive")
    void backup(Principal principal, HttpServletResponse response) throws IOException {
        asker.need(principal, Role.ADMINISTRATOR);
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"tagwright-backup.zip\"");
        try {
            backup.write(response.getOutputStream());
        } catch (BackupRefused e) {
            response.reset();
            throw new Conflict(String.valueOf(e.getMessage()));
        }
    }
}
