package dev.tagwright.classifier.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The style of the pages in a file of its own: hosts that care allow none inside a page. */
@RestController
class StyleSheet {

    @GetMapping("/overview.css")
    ResponseEntity<Resource> overview() {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/css;charset=UTF-8"))
                .cacheControl(CacheControl.noCache())
                .body(new ClassPathResource("overview.css", StyleSheet.class));
    }
}
