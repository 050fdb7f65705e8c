package dev.tagwright.host;

import dev.tagwright.host.users.FirstAdministrator;
import java.io.PrintStream;
import java.util.function.IntSupplier;

/** Tells whoever started the host where it is, how to sign in, and what to try first. */
final class StartMessage {

    private final PrintStream console;
    private final FirstAdministrator first;
    private final IntSupplier port;

    StartMessage(PrintStream console, FirstAdministrator first, IntSupplier port) {
        this.console = console;
        this.first = first;
        this.port = port;
    }

    void print() {
        console.println();
        console.println("Tagwright's host is running at http://localhost:" + port.getAsInt() + "/");
        first.credentials()
                .ifPresentOrElse(
                        sign -> {
                            console.println("Sign in as " + sign.name() + " with the password " + sign.password());
                            console.println("(shown this once: please change it, it is stored as a hash only)");
                        },
                        () -> console.println("Sign in as you did before."));
        console.println("Try first: sign in and upload a PDF, or copy some files into the folder consume.");
        console.println("Stop with Ctrl-C.");
        console.println();
        console.flush();
    }
}
