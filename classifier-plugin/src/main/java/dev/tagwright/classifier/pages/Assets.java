package dev.tagwright.classifier.pages;

import dev.tagwright.classifier.web.Refusals;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Styles and scripts of the pages in files of their own: the content policy allows none inside a page. */
@RestController
class Assets {

    private static final Map<String, String> TYPES =
            Map.of("css", "text/css;charset=UTF-8", "js", "text/javascript;charset=UTF-8");

    @GetMapping("/assets/{name:[a-z]{1,20}}.{type:css|js}")
    ResponseEntity<Resource> asset(@PathVariable String name, @PathVariable String type) {
        Resource file = new ClassPathResource(name + "." + type, Assets.class);
        if (!file.exists()) {
            throw new Refusals.NotThere("There is no such file.");
        }
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf(TYPES.getOrDefault(type, "text/plain")))
                .cacheControl(CacheControl.noCache())
                .body(file);
    }
}
