/** Tests of how steps are carried out, without a world. */
package io.portolan.engine.execute;
