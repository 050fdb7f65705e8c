/**
 * Turns all of it into the REST API.
 *
 * <p>Thread rule: everything here may be called from any number of threads.
 */
@NullMarked
package dev.tagwright.host.rest;

import org.jspecify.annotations.NullMarked;
