/**
 * The store in SQL (SQLite; the statements are PostgreSQL's too). One transaction writes at a time; what must be unique
 * is so by constraint, and the message names the holder. May import engine, planner and model.
 */
@NullMarked
package io.portolan.store;

import org.jspecify.annotations.NullMarked;
