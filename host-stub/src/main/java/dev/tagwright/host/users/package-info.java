/**
 * Turns a name and a password or token into a person with a role.
 *
 * <p>Thread rule: everything here may be called from any number of threads.
 */
@NullMarked
package dev.tagwright.host.users;

import org.jspecify.annotations.NullMarked;
