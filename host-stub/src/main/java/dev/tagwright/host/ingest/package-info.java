/**
 * Turns a file that arrives into a document that is stored, read, matched and decided on, whatever happens meanwhile.
 *
 * <p>Each stage is committed by itself and may be done twice without harm. What is left open by a process that ended is
 * taken up at the next start. No plugin is called inside a transaction.
 */
@NullMarked
package dev.tagwright.host.ingest;

import org.jspecify.annotations.NullMarked;
