package dev.tagwright.classifier.pages;

import dev.tagwright.classifier.web.Pages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The recipes of the pages. Public because Spring makes it. */
@Configuration(proxyBeanMethods = false)
public class PageSetup {

    @Bean
    Templates templates(Pages.Sources sources) {
        return new Templates(sources.permissions(), sources.review().isPresent());
    }

    @Bean
    Assets assets() {
        return new Assets();
    }

    @Bean
    OverviewPage overviewPage(Pages.Sources sources, Templates templates) {
        return new OverviewPage(sources, templates);
    }

    @Bean
    LabelsPage labelsPage(Pages.Sources sources, Templates templates) {
        return new LabelsPage(sources, templates);
    }

    @Bean
    LabelPage labelPage(Pages.Sources sources, Templates templates) {
        return new LabelPage(sources, templates);
    }

    @Bean
    TrainingPage trainingPage(Pages.Sources sources, Templates templates) {
        return new TrainingPage(sources, templates);
    }

    @Bean
    MapPage mapPage(Pages.Sources sources, Templates templates) {
        return new MapPage(sources, templates);
    }

    @Bean
    RoutesPage routesPage(Pages.Sources sources, Templates templates) {
        return new RoutesPage(sources, templates);
    }

    @Bean
    ReworkPage reworkPage(Pages.Sources sources, Templates templates) {
        return new ReworkPage(sources, templates);
    }

    @Bean
    ReviewPage reviewPage(Pages.Sources sources, Templates templates) {
        return new ReviewPage(sources, templates);
    }

    @Bean
    ReviewDocumentPage reviewDocumentPage(Pages.Sources sources, Templates templates) {
        return new ReviewDocumentPage(sources, templates);
    }

    @Bean
    ReviewActionsPage reviewActionsPage(Pages.Sources sources, Templates templates) {
        return new ReviewActionsPage(sources, templates);
    }
}
