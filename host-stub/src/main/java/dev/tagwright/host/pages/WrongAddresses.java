package dev.tagwright.host.pages;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers browsers that ask for an address that does not exist with a page; programs get a problem in JSON. After the
 * REST API, which answers its own mistakes.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class WrongAddresses {

    private final Visitors visitors;

    WrongAddresses(Visitors visitors) {
        this.visitors = visitors;
    }

    @ExceptionHandler(
            exception = {NoResourceFoundException.class, MethodArgumentTypeMismatchException.class},
            produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView nothing(HttpServletRequest request) {
        ModelAndView page = new ModelAndView("error/404");
        page.setStatus(HttpStatus.NOT_FOUND);
        visitors.of(request).ifPresent(visitor -> page.addObject("visitor", visitor));
        return page;
    }
}
