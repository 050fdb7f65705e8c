/** Fitting labels on the executors of an Apache Spark. */
@NullMarked
package dev.tagwright.spark;

import org.jspecify.annotations.NullMarked;
