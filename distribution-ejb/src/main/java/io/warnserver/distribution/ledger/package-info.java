/**
 * What the database remembers about publishing: which key goes into which hour of which tree, which
 * packages there are and which objects were put. Only a distribution run writes it, in transactions
 * of the distribution's role that its lease guards.
 */
package io.warnserver.distribution.ledger;
