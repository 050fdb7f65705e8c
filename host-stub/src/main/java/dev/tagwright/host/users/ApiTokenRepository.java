package dev.tagwright.host.users;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface ApiTokenRepository extends JpaRepository<ApiToken, Long> {

    Optional<ApiToken> findByTokenHash(String tokenHash);

    List<ApiToken> findByUserIdOrderById(long userId);

    void deleteByUserId(long userId);

    void deleteByExpiresAtBefore(Instant time);
}
