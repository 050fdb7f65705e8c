package dev.tagwright.host;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the host. */
@SpringBootApplication
public class HostApplication {

    /** Starts the host with the given settings ({@code --name=value}). */
    public static void main(String[] args) {
        SpringApplication.run(HostApplication.class, args);
    }
}
