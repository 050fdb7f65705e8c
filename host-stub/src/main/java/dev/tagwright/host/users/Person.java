package dev.tagwright.host.users;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody who can sign in. Changed only through {@link People}. */
@Entity
@Table(name = "host_user")
public class Person {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name;

    @Column(name = "name_key")
    private String nameKey;

    @Column(name = "password_hash")
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    private boolean active;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "sessions_from")
    private @Nullable Instant sessionsFrom;

    @SuppressWarnings("NullAway.Init")
    protected Person() {}

    Person(String name, String nameKey, String passwordHash, Role role, Instant createdAt) {
        this.name = name;
        this.nameKey = nameKey;
        this.passwordHash = passwordHash;
        this.role = role;
        this.active = true;
        this.createdAt = createdAt;
    }

    public long getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    String getNameKey() {
        return nameKey;
    }

    String getPasswordHash() {
        return passwordHash;
    }

    void setPasswordHash(String passwordHash) {
        this.passwordHash = passwordHash;
    }

    public Role getRole() {
        return role;
    }

    void setRole(Role role) {
        this.role = role;
    }

    /** Returns whether the person may sign in. */
    public boolean isActive() {
        return active;
    }

    void setActive(boolean active) {
        this.active = active;
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    /** Returns the time before which every sign-in to a session has ended; null when none was ended. */
    @Nullable
    Instant getSessionsFrom() {
        return sessionsFrom;
    }

    void setSessionsFrom(Instant sessionsFrom) {
        this.sessionsFrom = sessionsFrom;
    }

    @Override
    public String toString() {
        return "Person[id=" + id + ", role=" + role + ", active=" + active + "]";
    }
}
