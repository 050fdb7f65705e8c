/** Label names, descriptions and examples into prototypes; a document into similarities. Immutable once built; any thread. */
@NullMarked
package dev.tagwright.classifier.routes;

import org.jspecify.annotations.NullMarked;
