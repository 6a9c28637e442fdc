/** Tests of what the services show, without a world. */
package io.portolan.engine.service;
