package dev.tagwright.classifier.synthetic;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.tagwright.classifier.feedback.WorkFailedException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Asks the language model that is set. For one thread; made for one piece of work. */
final class Writer {

    private static final int MOST_TOKENS = 1500;

    private final OpenAiChatModel model;

    /**
     * @param stop asked often; once it says true a call under way ends
     */
    Writer(SyntheticSettings settings, BooleanSupplier stop) {
        model = OpenAiChatModel.builder()
                .httpClientBuilder(new Calls.Maker(new Calls(settings.privateNetwork(), settings.timeLimit(), stop)))
                .baseUrl(settings.endpoint().toString())
                .apiKey(settings.key().isEmpty() ? "none" : settings.key())
                .modelName(settings.model())
                .maxTokens(MOST_TOKENS)
                .temperature(1.0)
                .timeout(settings.timeLimit())
                .maxRetries(0)
                .build();
    }

    /**
     * Returns the document that was written; empty when the model refused or wrote nothing that could be one.
     *
     * @throws WorkFailedException if the endpoint cannot be reached or its answer cannot be read
     */
    Optional<String> write(String prompt) throws WorkFailedException {
        ChatResponse response;
        try {
            response = model.chat(SystemMessage.from(Prompt.RULES), UserMessage.from(prompt));
        } catch (Calls.Stopped e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw new WorkFailedException(why(e));
        }
        String text = response.aiMessage().text();
        if (text == null || response.finishReason() == FinishReason.CONTENT_FILTER) {
            return Optional.empty();
        }
        return Answers.document(text);
    }

    /** Says what happened without a word of what the endpoint said. */
    private static String why(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof Calls.Failed) {
                return String.valueOf(cause.getMessage());
            }
            if (cause instanceof HttpException answer) {
                return "synthetic.endpoint refused: HTTP " + answer.statusCode() + "."
                        + (answer.statusCode() == 401 || answer.statusCode() == 403
                                ? " Maybe look at synthetic.key."
                                : answer.statusCode() == 404
                                        ? " Maybe look at synthetic.endpoint and synthetic.model."
                                        : "");
            }
        }
        return "An answer of synthetic.endpoint could not be read: it is no answer of a chat.";
    }
}
