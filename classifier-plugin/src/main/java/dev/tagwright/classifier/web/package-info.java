/** Offers the REST API and the pages of the plugin. */
@NullMarked
package dev.tagwright.classifier.web;

import org.jspecify.annotations.NullMarked;
