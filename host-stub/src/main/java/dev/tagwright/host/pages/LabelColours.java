package dev.tagwright.host.pages;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** The colours of tags as a style sheet, because the content policy allows no style in the page itself. */
@RestController
class LabelColours {

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    private final Labels labels;

    LabelColours(Labels labels) {
        this.labels = labels;
    }

    @GetMapping("/labels/colours.css")
    ResponseEntity<String> sheet(WebRequest request) {
        StringBuilder sheet = new StringBuilder();
        for (StoredLabel tag : labels.all(LabelKind.TAG)) {
            if (COLOUR.matcher(tag.getColour()).matches()) {
                sheet.append(".l-")
                        .append(tag.getId())
                        .append("{--hue:")
                        .append(tag.getColour())
                        .append("}\n");
            }
        }
        String mark = DigestUtils.md5DigestAsHex(sheet.toString().getBytes(StandardCharsets.UTF_8));
        if (request.checkNotModified("\"" + mark + "\"")) {
            return ResponseEntity.status(304).build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/css;charset=UTF-8"))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag("\"" + mark + "\"")
                .body(sheet.toString());
    }
}
