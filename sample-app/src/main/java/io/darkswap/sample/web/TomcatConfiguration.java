package io.darkswap.sample.web;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Answers of Tomcat itself.
 */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

	/**
	 * The last valve of a host reports an error; Spring Boot adds one of its own first.
	 */
	@Bean
	WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> unreadableRequests(Problems problems) {
		return (factory) -> factory.addContextCustomizers(
				(context) -> context.getParent().getPipeline().addValve(new UnreadableRequestValve(problems)));
	}

}
