/** Holds the pages against each other and against the code. */
package dev.tagwright.docs;
