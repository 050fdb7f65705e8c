package dev.tagwright.classifier.retrain;

import java.time.Duration;

/**
 * When and how long to train.
 *
 * @param schedule Quartz cron expression; empty when nothing trains by itself
 * @param afterStart whether a check runs soon after the start
 * @param startDelay how long after the start
 * @param quiet how long documents must not have been changed before a check that comes by itself trains; zero for at once
 * @param quietAtMost how long such a check is put off at most
 * @param timeLimit how long one training may take; more time lets larger archives be learned, less frees the machine
 * @param megabytes how much memory one training may take; 0 for as much as the host has room for
 * @param keep how many snapshots are kept beside the one that serves, at least 1; more allow to go back further and
 *     take more room in the database
 * @param follow how often a node looks whether another one promoted
 * @param silence a node that trains and was not heard of for so long is taken for dead, and another takes over; a node
 *     shows its life ten times as often. Longer forgives longer pauses, shorter takes over sooner
 */
public record RetrainSettings(
        String schedule,
        boolean afterStart,
        Duration startDelay,
        Duration quiet,
        Duration quietAtMost,
        Duration timeLimit,
        long megabytes,
        int keep,
        Duration follow,
        Duration silence) {}
