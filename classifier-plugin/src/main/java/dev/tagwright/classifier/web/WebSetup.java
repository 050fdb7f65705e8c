package dev.tagwright.classifier.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** What Spring MVC serves. Public because Spring makes it. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
public class WebSetup {

    @Bean
    Api api(Pages.Sources sources) {
        return new Api(sources);
    }

    @Bean
    JobsApi jobsApi(Pages.Sources sources) {
        return new JobsApi(sources);
    }

    @Bean
    FeedbackApi feedbackApi(Pages.Sources sources) {
        return new FeedbackApi(sources);
    }

    @Bean
    RouteApi routeApi(Pages.Sources sources) {
        return new RouteApi(sources);
    }

    @Bean
    PolicyApi policyApi(Pages.Sources sources) {
        return new PolicyApi(sources);
    }

    @Bean
    ReworkApi reworkApi(Pages.Sources sources) {
        return new ReworkApi(sources);
    }

    @Bean
    FindingsApi findingsApi(Pages.Sources sources) {
        return new FindingsApi(sources);
    }

    @Bean
    SyntheticApi syntheticApi(Pages.Sources sources) {
        return new SyntheticApi(sources);
    }

    @Bean
    Refusals refusals(ObjectProvider<Refusals.Shown> shown) {
        return new Refusals(shown);
    }
}
