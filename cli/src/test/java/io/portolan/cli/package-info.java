/** The command line, run against a daemon that answers what the tests say. */
package io.portolan.cli;
