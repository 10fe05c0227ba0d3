package io.warnserver.parts;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A CDI bean of which each application has one instance, made by its injected constructor. No proxy
 * stands before it, so its class can be final and closed to other packages, and its fields final. A
 * bean with an interceptor, or one that JAX-RS or the container calls, is {@link
 * jakarta.enterprise.context.ApplicationScoped} instead.
 */
@Stereotype
@Singleton
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Part {}
