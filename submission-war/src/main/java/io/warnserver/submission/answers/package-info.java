/** What requests are answered, and when: the same for real and fake ones. */
package io.warnserver.submission.answers;
