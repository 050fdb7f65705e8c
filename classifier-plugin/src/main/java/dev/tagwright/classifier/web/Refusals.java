package dev.tagwright.classifier.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** What cannot be done: as a page for people, as problem details for programs. */
@RestControllerAdvice
public class Refusals extends ResponseEntityExceptionHandler {

    /** The caller may not do it. */
    public static final class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotAllowed(String message) {
            super(message);
        }
    }

    /** There is no such thing, or the caller may not see it. */
    public static final class NotThere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotThere(String message) {
            super(message);
        }
    }

    /** What was asked for makes no sense. */
    public static final class NotUnderstood extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotUnderstood(String message) {
            super(message);
        }
    }

    /** Shows to a person what cannot be done. */
    @FunctionalInterface
    public interface Shown {

        /**
         * Returns a page.
         *
         * @param request by somebody who is signed in
         * @param status of HTTP, from 400 on
         * @param why a sentence
         */
        String page(HttpServletRequest request, int status, String why);
    }

    private final ObjectProvider<Shown> shown;

    Refusals(ObjectProvider<Shown> shown) {
        this.shown = shown;
    }

    @ExceptionHandler
    ResponseEntity<Object> notUnderstood(NotUnderstood e, WebRequest request) {
        return told(e, HttpStatus.BAD_REQUEST, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> notAllowed(NotAllowed e, WebRequest request) {
        return told(e, HttpStatus.FORBIDDEN, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> notThere(NotThere e, WebRequest request) {
        return told(e, HttpStatus.NOT_FOUND, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> cannotBe(IllegalArgumentException e, WebRequest request) {
        return told(e, HttpStatus.CONFLICT, request);
    }

    private ResponseEntity<Object> told(Exception e, HttpStatus status, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(e.getMessage()));
        return createResponseEntity(problem, new HttpHeaders(), status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Shown pages = shown.getIfAvailable();
        if (pages != null
                && body instanceof ProblemDetail problem
                && request instanceof ServletWebRequest asked
                && isForAPerson(asked.getRequest())) {
            String page = pages.page(asked.getRequest(), status.value(), String.valueOf(problem.getDetail()));
            return ResponseEntity.status(status)
                    .headers(headers)
                    .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                    .body(page);
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    /** Browsers ask for pages by name; scripts of pages that ask for a part of one, and programs, do not. */
    private static boolean isForAPerson(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return request.getUserPrincipal() != null
                && accepted != null
                && accepted.contains(MediaType.TEXT_HTML_VALUE)
                && request.getHeader("X-Part") == null
                && !request.getRequestURI().startsWith(request.getContextPath() + "/api/");
    }
}
