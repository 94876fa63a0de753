package io.darkswap.sample.web;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The addresses of the pages, the API's rule for parameters, and JSON as its one format.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
class WebConfiguration implements WebMvcConfigurer {

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addViewController("/").setViewName("forward:/index.html");
		registry.addViewController("/system").setViewName("forward:/system.html");
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(new BlankParameters()).addPathPatterns("/api/**");
	}

	/**
	 * Removes the converters of other formats, which a library may bring along: they know
	 * none of the rules for JSON.
	 */
	@Override
	public void configureMessageConverters(ServerBuilder builder) {
		builder.configureMessageConvertersList((converters) -> converters.removeIf(WebConfiguration::isOther));
	}

	private static boolean isOther(HttpMessageConverter<?> converter) {
		return converter.getSupportedMediaTypes()
			.stream()
			.map(MediaType::getSubtype)
			.anyMatch((subtype) -> subtype.contains("yaml") || subtype.contains("xml") || subtype.contains("cbor"));
	}

}
