package dev.tagwright.host.rest;

import dev.tagwright.host.documents.DocumentRefused;
import dev.tagwright.host.documents.DuplicateDocument;
import dev.tagwright.host.documents.NoSuchDocument;
import dev.tagwright.host.files.StoreFailed;
import dev.tagwright.host.labels.LabelRefused;
import dev.tagwright.host.labels.NoSuchLabel;
import dev.tagwright.host.search.BadSearch;
import dev.tagwright.host.users.PersonRefused;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Answers each fault of a request to the REST API with a problem in the sense of RFC 9457. */
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class ApiProblems {

    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

    @ExceptionHandler
    ProblemDetail bad(BadRequest problem) {
        return problem(HttpStatus.BAD_REQUEST, problem.getMessage(), problem.field());
    }

    @ExceptionHandler
    ProblemDetail bad(BadSearch problem) {
        return problem(HttpStatus.BAD_REQUEST, problem.getMessage(), "query");
    }

    @ExceptionHandler
    ProblemDetail bad(LabelRefused problem) {
        return problem(HttpStatus.BAD_REQUEST, problem.getMessage(), problem.field());
    }

    @ExceptionHandler
    ProblemDetail bad(DocumentRefused problem) {
        return problem(HttpStatus.BAD_REQUEST, problem.getMessage(), problem.field());
    }

    @ExceptionHandler
    ProblemDetail bad(PersonRefused problem) {
        return problem(HttpStatus.BAD_REQUEST, problem.getMessage(), "");
    }

    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException problem) {
        return problem(HttpStatus.BAD_REQUEST, "The body of the request is not valid JSON of the expected shape.", "");
    }

    @ExceptionHandler
    ProblemDetail mistyped(MethodArgumentTypeMismatchException problem) {
        return problem(
                HttpStatus.BAD_REQUEST, "The value of (" + problem.getName() + ") is not valid.", problem.getName());
    }

    @ExceptionHandler
    ProblemDetail missing(NoSuchDocument problem) {
        return problem(HttpStatus.NOT_FOUND, problem.getMessage(), "");
    }

    @ExceptionHandler
    ProblemDetail missing(NotFound problem) {
        return problem(HttpStatus.NOT_FOUND, problem.getMessage(), "");
    }

    @ExceptionHandler
    ProblemDetail missing(NoSuchLabel problem) {
        return problem(HttpStatus.NOT_FOUND, problem.getMessage(), "");
    }

    @ExceptionHandler
    ProblemDetail conflict(Conflict problem) {
        return problem(HttpStatus.CONFLICT, problem.getMessage(), "");
    }

    @ExceptionHandler
    ProblemDetail conflict(DuplicateDocument problem) {
        ProblemDetail detail = problem(HttpStatus.CONFLICT, problem.getMessage(), "document");
        detail.setProperty("existing", problem.existing());
        return detail;
    }

    @ExceptionHandler
    ProblemDetail denied(AccessDeniedException problem) {
        return problem(HttpStatus.FORBIDDEN, "You do not have the permission to do this.", "");
    }

    @ExceptionHandler
    ProblemDetail disk(StoreFailed problem) {
        LOG.error("The store failed: {}", problem.getMessage());
        return problem(HttpStatus.INSUFFICIENT_STORAGE, problem.getMessage(), "");
    }

    private static ProblemDetail problem(
            HttpStatus status, @org.jspecify.annotations.Nullable String text, String field) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, text == null ? "" : text);
        if (!field.isEmpty()) {
            detail.setProperties(Map.of("field", field));
        }
        return detail;
    }
}
