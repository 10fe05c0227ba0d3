/**
 * What the database remembers about publishing: which key goes into which hour of which tree, which
 * packages there are and which objects were put. Only a distribution run writes it.
 */
package io.warnserver.distribution.ledger;
