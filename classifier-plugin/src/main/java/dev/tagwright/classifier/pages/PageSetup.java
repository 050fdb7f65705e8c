package dev.tagwright.classifier.pages;

import dev.tagwright.classifier.web.Pages;
import dev.tagwright.classifier.web.Refusals;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Which pages there are. Public because Spring makes it. */
@Configuration(proxyBeanMethods = false)
@Import({
    Assets.class,
    OverviewPage.class,
    LabelsPage.class,
    LabelPage.class,
    TrainingPage.class,
    MapPage.class,
    RoutesPage.class,
    SyntheticPage.class,
    FindingsPage.class,
    ReworkPage.class,
    ReviewPage.class,
    ReviewDocumentPage.class,
    ReviewActionsPage.class
})
public class PageSetup {

    @Bean
    Templates templates(Pages.Sources sources) {
        return new Templates(sources.permissions(), sources.review().isPresent());
    }

    @Bean
    Refusals.Shown refused(Templates templates) {
        return new RefusedPage(templates);
    }
}
