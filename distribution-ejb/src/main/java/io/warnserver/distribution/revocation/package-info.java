/**
 * Package revocation: the one exception to "what was published stays". What an operator orders,
 * what a distribution run does about it in the ledger, and what is remembered so that a removed key
 * never comes back. The operator's edge may write orders down and list them.
 */
package io.warnserver.distribution.revocation;
