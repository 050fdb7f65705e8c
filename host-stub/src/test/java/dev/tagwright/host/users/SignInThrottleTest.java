package dev.tagwright.host.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private static final String HOME = "192.0.2.1";

    /** A clock that goes when it is told to. */
    private static final class HandClock extends Clock {

        private Instant now = Instant.parse("2026-11-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final HandClock clock = new HandClock();
    private final SignInThrottle throttle = new SignInThrottle(new CountsInMemory(), clock);

    private void wrong(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            throttle.wrong(name, address);
        }
    }

    @Test
    void afterTenWrongPasswordsOneNameWaitsAtOneAddressUntilAQuarterOfAnHourIsOver() {
        wrong(9, "Anna", HOME);
        assertThat(throttle.wait("anna", HOME)).isEmpty();
        clock.now = clock.now.plus(Duration.ofMinutes(5));
        wrong(1, "anna ", HOME);
        assertThat(throttle.wait("ANNA", HOME)).contains(Duration.ofMinutes(10));
        assertThat(throttle.wait("ben", HOME)).as("another name").isEmpty();
        assertThat(throttle.wait("anna", "192.0.2.2")).as("another address").isEmpty();
        clock.now = clock.now.plus(Duration.ofMinutes(10));
        assertThat(throttle.wait("anna", HOME)).isEmpty();
    }

    @Test
    void theRightPasswordForgetsTheWrongOnes() {
        wrong(9, "anna", HOME);
        throttle.right("anna", HOME);
        wrong(9, "anna", HOME);
        assertThat(throttle.wait("anna", HOME)).isEmpty();
    }

    @Test
    void whoTriesManyNamesFromOneAddressWaits() {
        for (int i = 0; i < SignInThrottle.PER_ADDRESS; i++) {
            throttle.wrong("name" + i, HOME);
        }
        assertThat(throttle.wait("nobody yet", HOME)).contains(SignInThrottle.WINDOW);
    }

    @Test
    void strangersElsewhereDoNotKeepAPersonOut() {
        throttle.right("anna", HOME);
        for (int i = 0; i < SignInThrottle.PER_NAME; i++) {
            throttle.wrong("anna", "198.51.100." + i);
        }
        assertThat(throttle.wait("anna", "203.0.113.9")).as("one more stranger").contains(SignInThrottle.WINDOW);
        assertThat(throttle.wait("anna", HOME)).isEmpty();
    }

    @Test
    void allAddressesOfAnIpv6NetworkCountAsOne() {
        for (int i = 0; i < SignInThrottle.PER_NAME_AND_ADDRESS; i++) {
            throttle.wrong("anna", "2001:db8:0:7::" + i);
        }
        assertThat(throttle.wait("anna", "2001:db8:0:7:ffff::1")).isPresent();
        assertThat(throttle.wait("anna", "2001:db8:0:8::1")).isEmpty();
    }

    @Test
    void memoryIsBoundedAndNoNameIsTooLong() {
        String endless = "n".repeat(1_000_000);
        wrong(SignInThrottle.PER_NAME_AND_ADDRESS, endless, HOME);
        assertThat(throttle.wait(endless + "more", HOME))
                .as("what is kept of it")
                .isPresent();
        Recent<Integer, Integer> recent = new Recent<>(3);
        for (int i = 0; i < 100; i++) {
            recent.put(i, i);
            recent.get(0);
        }
        assertThat(recent).containsOnlyKeys(0, 98, 99);
    }

    @Test
    void theMessageSaysWhenToTryAgain() {
        assertThat(new TooManyAttempts(Duration.ofSeconds(61)))
                .hasMessage("Too many wrong passwords. Try again in 2 minutes; whoever is signed in stays so.");
        assertThat(new TooManyAttempts(Duration.ofSeconds(1)))
                .hasMessage("Too many wrong passwords. Try again in a minute; whoever is signed in stays so.");
    }

    @Test
    void aTokenThatIsUsedTooOftenWaitsForTheNextMinute() {
        TokenRate rate = new TokenRate(3, clock);
        for (int i = 0; i < 3; i++) {
            assertThat(rate.use(1)).isEmpty();
        }
        clock.now = clock.now.plusSeconds(20);
        assertThat(rate.use(1)).contains(Duration.ofSeconds(40));
        assertThat(rate.use(2)).as("another token").isEmpty();
        clock.now = clock.now.plusSeconds(40);
        assertThat(rate.use(1)).isEmpty();
    }

    @Test
    void aTimeOfDayThatIsSetBackShutsNobodyOut() {
        TokenRate rate = new TokenRate(1, clock);
        rate.use(1);
        assertThat(rate.use(1)).isPresent();
        wrong(SignInThrottle.PER_NAME_AND_ADDRESS, "anna", HOME);
        assertThat(throttle.wait("anna", HOME)).isPresent();
        clock.now = clock.now.minus(Duration.ofDays(40));
        assertThat(rate.use(1)).isEmpty();
        assertThat(throttle.wait("anna", HOME)).isEmpty();
        wrong(SignInThrottle.PER_NAME_AND_ADDRESS, "anna", HOME);
        assertThat(throttle.wait("anna", HOME)).contains(SignInThrottle.WINDOW);
    }
}
