package io.darkswap.wasm.autoconfigure.modules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of modules by properties with ahead-of-time processing.
 */
class AheadOfTimeTests {

	private static final String HASH = "darkswap.wasm.modules.hash.url=classpath:/modules/hash.wasm";

	private final InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();

	@Test
	void thePropertiesOfModulesCanBeBound() {
		DefaultGenerationContext generation = process(HASH);
		assertThat(RuntimeHintsPredicates.reflection().onType(ModuleProperties.class))
			.accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection().onType(ModuleProperties.Workers.class))
			.accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection().onType(ModuleProperties.Directory.class))
			.accepts(generation.getRuntimeHints());
	}

	@Test
	void modulesOnTheClassPathAreKept() {
		DefaultGenerationContext generation = process(HASH,
				"darkswap.wasm.modules.other.url=https://modules.example.com/other.wasm");
		assertThat(RuntimeHintsPredicates.resource().forResource("modules/hash.wasm"))
			.accepts(generation.getRuntimeHints());
	}

	/** Their code would hold the properties of the build. */
	@Test
	void beansOfModulesAreRegisteredWhenTheApplicationStarts() {
		process(HASH);
		assertThat(sources()).contains("darkSwapModuleBeanRegistrar").doesNotContain("hashModule", "hashWorkers");
	}

	@Test
	void withoutModulesNothingIsRegistered() {
		process();
		assertThat(sources()).isNotEmpty().doesNotContain("darkSwapModuleBeanRegistrar");
	}

	private String sources() {
		StringBuilder sources = new StringBuilder();
		this.files.getGeneratedFiles(GeneratedFiles.Kind.SOURCE).values().forEach((file) -> {
			try {
				sources.append(new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		return sources.toString();
	}

	private DefaultGenerationContext process(String... properties) {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("io.darkswap.wasm.autoconfigure", "Application")), this.files);
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of(properties).applyTo(context);
		context.register(DarkSwapWasmLoaderAutoConfiguration.class, WasmModulesAutoConfiguration.class);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		return generation;
	}

}
