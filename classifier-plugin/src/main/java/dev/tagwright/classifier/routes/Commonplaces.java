package dev.tagwright.classifier.routes;

import java.util.List;

/**
 * Sentences that could stand in any document. Their vectors show what a model says of every text, before there are
 * documents or labels that could show it.
 */
public final class Commonplaces {

    private static final List<String> SENTENCES = List.of(
            "A document with some text.",
            "Dear Sir or Madam, thank you. Kind regards.",
            "Date, name, street, town, telephone, page 1 of 2.",
            "Something was written about something.",
            "Ein Dokument mit etwas Text.",
            "Sehr geehrte Damen und Herren, vielen Dank. Mit freundlichen Grüßen.",
            "Datum, Name, Straße, Ort, Telefon, Seite 1 von 2.",
            "Irgendetwas wurde über etwas geschrieben.",
            "Un document avec du texte.",
            "Madame, Monsieur, merci. Veuillez agréer nos salutations.",
            "Date, nom, rue, ville, téléphone, page 1 sur 2.",
            "Quelque chose a été écrit sur quelque chose.");

    private Commonplaces() {}

    public static List<String> sentences() {
        return SENTENCES;
    }
}
