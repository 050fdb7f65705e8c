package dev.tagwright.host.rest;

import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.PageImages;
import dev.tagwright.host.files.DocumentStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Duration;
import java.util.Set;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/documents/{id}/")
@Tag(name = "documents")
class DocumentFilesApi {

    /** What a browser may show in its own window of ours; all else, such as a web page, could act as the user. */
    private static final Set<String> HARMLESS =
            Set.of("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain");

    private final Asker asker;
    private final DocumentStore store;
    private final PageImages images;

    DocumentFilesApi(Asker asker, DocumentStore store, PageImages images) {
        this.asker = asker;
        this.store = store;
        this.images = images;
    }

    @GetMapping("download/")
    @Operation(summary = "Fetch the original file, byte for byte")
    ResponseEntity<Resource> download(Principal principal, @PathVariable long id) {
        return original(asker.see(asker.person(principal), id), true);
    }

    @GetMapping("preview/")
    @Operation(summary = "Show the original file")
    ResponseEntity<Resource> preview(Principal principal, @PathVariable long id) {
        Document document = asker.see(asker.person(principal), id);
        return original(document, !HARMLESS.contains(document.getMediaType()));
    }

    @GetMapping("thumb/")
    @Operation(summary = "Show a small picture of the first page (JPEG)")
    ResponseEntity<Resource> thumbnail(Principal principal, @PathVariable long id) {
        return picture(asker.see(asker.person(principal), id), 1, PageImages.Size.THUMBNAIL);
    }

    @GetMapping("pages/{number}/image")
    @Operation(summary = "Show a picture of a page (JPEG)", description = "Pages count from 1.")
    ResponseEntity<Resource> page(Principal principal, @PathVariable long id, @PathVariable int number) {
        return picture(asker.see(asker.person(principal), id), number, PageImages.Size.PAGE);
    }

    private ResponseEntity<Resource> original(Document document, boolean attachment) {
        ContentDisposition disposition = (attachment ? ContentDisposition.attachment() : ContentDisposition.inline())
                .filename(document.getOriginalName(), StandardCharsets.UTF_8)
                .build();
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("X-Content-Type-Options", "nosniff");
        if (!document.getMediaType().equals("application/pdf")) {
            // browsers do not show a PDF in a sandbox; its own scripts are kept apart by their viewers
            answer.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        }
        return answer.eTag("\"" + document.getSha256() + "\"")
                .cacheControl(CacheControl.noCache().cachePrivate())
                .contentType(mediaType(document))
                .body(store.original(document));
    }

    private ResponseEntity<Resource> picture(Document document, int page, PageImages.Size size) {
        Path image = images.image(document, page, size)
                .orElseThrow(() -> new NotFound("There is no picture of page " + page + "."));
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
                .eTag("\"" + document.getSha256().substring(0, 16) + "-" + page + "-" + size + "\"")
                .body(new FileSystemResource(image));
    }

    private static MediaType mediaType(Document document) {
        try {
            MediaType type = MediaType.parseMediaType(document.getMediaType());
            return type.getType().equals("text") ? new MediaType(type, StandardCharsets.UTF_8) : type;
        } catch (InvalidMediaTypeException e) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }
}
