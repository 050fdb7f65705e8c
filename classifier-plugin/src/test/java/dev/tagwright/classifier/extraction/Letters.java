package dev.tagwright.classifier.extraction;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.Random;

/** Pages of known text as a scanner at 300 dpi gives them, in three languages, and what may spoil them. */
final class Letters {

    static final List<String> ENGLISH = List.of(
            "The annual general meeting of the housing association will be held on",
            "Thursday, 14 March 2024, at 7.30 p.m. in the community centre, Room 12.",
            "Please bring your membership card (No. 48-2917-B) and this invitation.",
            "The accounts show a surplus of 12,480.55 after tax; the committee proposes",
            "to carry 80% of it forward. Questions? Write to office@example.org or ring",
            "+44 20 7946 0018. Objections must be received within 21 days, quoting the",
            "reference VX/2024/0317. Every member has one vote, as the statutes say;",
            "proxies need to be signed & dated. Kind regards, the Secretary.");

    static final List<String> GERMAN = List.of(
            "Sehr geehrte Damen und Herren, für die Übersendung der Unterlagen danken",
            "wir Ihnen. Die Gebühren für das Jahr 2024 betragen 1.284,60 Euro und sind",
            "bis zum 15. März fällig. Bitte überweisen Sie auf das unten genannte Konto.",
            "Änderungen der Anschrift, größere Umbauten sowie Mängel müssen schriftlich",
            "angezeigt werden (§ 12 Abs. 3). Öffnungszeiten: dienstags 8 bis 16 Uhr.",
            "Außerdem weisen wir darauf hin, dass der Zählerstand jährlich abgelesen",
            "wird; Näheres erfahren Sie unter www.beispiel.de oder Tel. 030 1234567.",
            "Mit freundlichen Grüßen, Ihre Stadtwerke Köln-Süd, Straße der Einheit 5");

    static final List<String> FRENCH = List.of(
            "Madame, Monsieur, nous avons bien reçu votre demande du 3 février 2024",
            "concernant la résiliation de votre contrat d'électricité. Conformément à",
            "l'article 12, un délai de préavis d'un mois s'applique dès réception de",
            "cette lettre. Le solde s'élève à 248,90 euros et sera prélevé le 15 août.",
            "Où que vous soyez, nos conseillers répondent à vos questions au numéro",
            "01 23 45 67 89, du lundi au vendredi. Les garçons de café n'ont pas été",
            "oubliés : une remise de 10 % leur est accordée jusqu'à la fin de l'été.",
            "Veuillez agréer, Madame, Monsieur, l'expression de nos sentiments dévoués.");

    private static final int WIDTH = 2480;
    private static final int HEIGHT = 1754;

    /** What may happen to a page between printer and file. */
    enum Blemish {
        /** Noise of a cheap camera. */
        NOISE {
            @Override
            int shade(int shade, int x, int y, Random random) {
                return (int) (shade * 0.8 + 25 + random.nextGaussian() * 40);
            }
        },
        /** More of it. */
        GRAINY {
            @Override
            int shade(int shade, int x, int y, Random random) {
                return (int) (shade * 0.8 + 25 + random.nextGaussian() * 70);
            }
        },
        /** Print almost as bright as the paper. */
        FAINT {
            @Override
            int shade(int shade, int x, int y, Random random) {
                return (int) (225 + shade * 20 / 255.0 + random.nextGaussian() * 4);
            }
        },
        /** Both. */
        FAINT_AND_GRAINY {
            @Override
            int shade(int shade, int x, int y, Random random) {
                return (int) (190 + shade * 40 / 255.0 + random.nextGaussian() * 14);
            }
        },
        /** A shadow over the right half, three quarters dark at its middle. */
        SHADOW {
            @Override
            int shade(int shade, int x, int y, Random random) {
                double light = 1 - 0.75 * Math.exp(-Math.pow((x - WIDTH * 0.8) / (WIDTH * 0.35), 2));
                return (int) (shade * light + random.nextGaussian() * 5);
            }
        },
        /** Black and white only, a quarter of the print missing. */
        WORN {
            @Override
            int shade(int shade, int x, int y, Random random) {
                return shade > 128 || random.nextInt(4) == 0 ? 255 : 0;
            }
        };

        abstract int shade(int shade, int x, int y, Random random);
    }

    private Letters() {}

    static BufferedImage page(List<String> lines, String font, int points) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setColor(Color.BLACK);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int pixels = points * 300 / 72;
        for (int i = 0; i < lines.size(); i++) {
            Font fitting = new Font(font, Font.PLAIN, pixels);
            for (int size = pixels; g.getFontMetrics(fitting).stringWidth(lines.get(i)) > WIDTH - 330; size--) {
                fitting = new Font(font, Font.PLAIN, size);
            }
            g.setFont(fitting);
            g.drawString(lines.get(i), 180, 200 + i * pixels * 8 / 5);
        }
        g.dispose();
        return image;
    }

    static BufferedImage spoiled(BufferedImage page, Blemish blemish, long seed) {
        Random random = new Random(seed);
        byte[] shades = ((DataBufferByte) page.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < shades.length; i++) {
            int shade = blemish.shade(shades[i] & 0xFF, i % WIDTH, i / WIDTH, random);
            shades[i] = (byte) Math.max(0, Math.min(255, shade));
        }
        return page;
    }

    /** Returns the page turned clockwise. */
    static BufferedImage turned(BufferedImage page, int degrees) {
        boolean lies = degrees % 180 != 0;
        BufferedImage image =
                new BufferedImage(lies ? HEIGHT : WIDTH, lies ? WIDTH : HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = image.createGraphics();
        g.translate(image.getWidth() / 2.0, image.getHeight() / 2.0);
        g.rotate(Math.toRadians(degrees));
        g.drawImage(page, -WIDTH / 2, -HEIGHT / 2, null);
        g.dispose();
        return image;
    }

    static String text(List<String> lines) {
        return plain(String.join("\n", lines));
    }

    /** Returns the text with single blanks and straight quotes, as print does not tell them apart. */
    static String plain(String text) {
        return text.replaceAll("\\s+", " ")
                .replaceAll("[\u2018\u2019]", "'")
                .replaceAll("[\u201C\u201D]", "\"")
                .strip();
    }

    /** Returns how many characters must be put in, taken out or replaced (Levenshtein). */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
