package io.darkswap.wasm.autoconfigure.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.pool.WasmWorkers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests of WASI for modules by properties.
 */
@ExtendWith(OutputCaptureExtension.class)
class WasiTests {

	private static final String PROGRAM = "darkswap.wasm.modules.program.";

	/** WASI's error numbers. */
	private static final long SUCCESS = 0;

	private static final long BAD_DESCRIPTOR = 8;

	private static final long LINK = 32;

	private static final long NOT_PERMITTED = 63;

	/** Addresses in the module's memory. */
	private static final int DESCRIPTOR = 24;

	private static final int TEXT = 1024;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(DarkSwapWasmLoaderAutoConfiguration.class, WasmModulesAutoConfiguration.class))
		.withPropertyValues(PROGRAM + "url=classpath:/modules/wasi.wasm");

	@Test
	void outputIsWrittenToTheLogLineByLine(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			assertThat(call(context, "say", 1)).isEqualTo(SUCCESS);
			assertThat(output).contains("INFO darkswap.wasm.modules.program -- hello").doesNotContain("-- world");
			assertThat(call(context, "say", 1)).isEqualTo(SUCCESS);
			assertThat(output).contains("INFO darkswap.wasm.modules.program -- worldhello");
			assertThat(call(context, "say", 2)).isEqualTo(SUCCESS);
			assertThat(output).contains("WARN darkswap.wasm.modules.program -- hello");
		});
		assertThat(output).as("the last line, without an end")
			.contains("INFO darkswap.wasm.modules.program -- world\n")
			.contains("WARN darkswap.wasm.modules.program -- world\n");
	}

	@Test
	void argumentsFollowTheNameOfTheModule(CapturedOutput output) {
		this.contextRunner.withPropertyValues(PROGRAM + "wasi.arguments=--fast,now").run((context) -> {
			assertThat(call(context, "print_arguments")).isEqualTo(SUCCESS);
			assertThat(output).contains("-- program?--fast?now?");
		});
	}

	@Test
	void environmentIsThatOfThePropertiesAlone(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues(PROGRAM + "wasi.environment[0]=MY_MODE=a=b", PROGRAM + "wasi.environment[1]=EMPTY=")
			.run((context) -> {
				assertThat(call(context, "print_environment")).isEqualTo(SUCCESS);
				assertThat(output).contains("-- MY_MODE=a=b?EMPTY=?\n");
			});
	}

	@Test
	void thereAreNoFilesUnlessADirectoryIsNamed() {
		this.contextRunner.run((context) -> assertThat(call(context, "print_file")).isEqualTo(BAD_DESCRIPTOR));
	}

	@Test
	void filesOfANamedDirectoryAreRead(@TempDir Path directory, CapturedOutput output) throws IOException {
		Files.writeString(directory.resolve("greeting.txt"), "good morning");
		withDirectory(directory).run((context) -> {
			assertThat(call(context, "print_file")).isEqualTo(SUCCESS);
			assertThat(output).contains("-- good morning");
		});
	}

	@Test
	void filesOutsideANamedDirectoryAreNotRead(@TempDir Path directory, CapturedOutput output) throws IOException {
		Path named = Files.createDirectory(directory.resolve("named"));
		Files.writeString(directory.resolve("secret.txt"), "not for the module");
		withDirectory(named).run((context) -> {
			assertThat(call(context, "print_file_outside")).isEqualTo(NOT_PERMITTED);
			assertThat(output).doesNotContain("not for the module");
		});
	}

	@Test
	void pathsWithLinksAreRefused(@TempDir Path directory) throws IOException {
		Path named = Files.createDirectory(directory.resolve("named"));
		Path inner = Files.createDirectory(named.resolve("inner"));
		Files.writeString(directory.resolve("secret.txt"), "not for the module");
		Files.writeString(inner.resolve("own.txt"), "for the module");
		Files.createSymbolicLink(named.resolve("file"), directory.resolve("secret.txt"));
		Files.createSymbolicLink(named.resolve("outside"), directory);
		Files.createSymbolicLink(named.resolve("relative"), Path.of("pom.xml"));
		Files.createSymbolicLink(inner.resolve("file"), directory.resolve("secret.txt"));
		this.contextRunner.run((context) -> {
			Instance instance = context.getBean(LoadedModule.class).instantiate();
			try (HostFunctions wasi = new WasiHost("program", new ModuleProperties.Wasi(List.of(), List.of(),
					List.of(new ModuleProperties.Directory("/data", named.toString()))))) {
				assertThat(open(wasi, instance, 3, "file")).isEqualTo(LINK);
				assertThat(open(wasi, instance, 3, "outside/secret.txt")).isEqualTo(LINK);
				assertThat(open(wasi, instance, 3, "relative")).isEqualTo(LINK);
				assertThat(open(wasi, instance, 3, "inner/own.txt")).isEqualTo(SUCCESS);
				assertThat(open(wasi, instance, 3, "inner")).isEqualTo(SUCCESS);
				int opened = instance.memory().readInt(DESCRIPTOR);
				assertThat(open(wasi, instance, opened, "file")).isEqualTo(LINK);
				assertThat(open(wasi, instance, opened, "own.txt")).isEqualTo(SUCCESS);
			}
		});
	}

	/** Open a file to read, and follow links. */
	private static long open(HostFunctions wasi, Instance instance, int directory, String path) {
		instance.memory().writeString(TEXT, path);
		return Arrays.stream(wasi.functions())
			.filter((function) -> function.name().equals("path_open"))
			.findFirst()
			.orElseThrow()
			.handle()
			.apply(instance, directory, 1, TEXT, path.length(), 0, 2, 2, 0, DESCRIPTOR)[0];
	}

	@Test
	void aThreadThatSleepsEndsWithTheContext() {
		CompletableFuture<?>[] sleeping = new CompletableFuture<?>[1];
		this.contextRunner.run((context) -> sleeping[0] = context.getBean(WasmWorkers.class).spawn("sleep"));
		assertThat(failureOf(sleeping[0]).code()).isEqualTo(ErrorCode.CALL_INTERRUPTED);
	}

	@ParameterizedTest
	@CsvSource({ "0, false", "3, true" })
	void aProgramThatEndsItselfFailsUnlessItsCodeIsZero(int code, boolean fails) {
		this.contextRunner.run((context) -> {
			DarkSwapException failure = failureOf(context.getBean(WasmWorkers.class).spawn("exit", code));
			assertThat(failure).cause()
				.isInstanceOfSatisfying(ModuleExitException.class,
						(exit) -> assertThat(exit.exitCode()).isEqualTo(code));
			assertThat(context.getBean(NamedModule.class).failure().isPresent()).isEqualTo(fails);
		});
	}

	@Test
	void functionsOfTheApplicationTakePrecedence(CapturedOutput output) {
		ImportFunction own = new ImportFunction("wasi_snapshot_preview1", "fd_write",
				FunctionType.of(List.of(ValType.I32, ValType.I32, ValType.I32, ValType.I32), List.of(ValType.I32)),
				(instance, arguments) -> new long[] { 52 });
		this.contextRunner.withPropertyValues(PROGRAM + "imports=own")
			.withBean("own", ImportValues.class, () -> ImportValues.builder().addFunction(own).build())
			.run((context) -> {
				assertThat(call(context, "say", 1)).isEqualTo(52);
				assertThat(output).doesNotContain("-- hello");
			});
	}

	@Test
	void whenABeanOfTheImportsFailsThenItIsClosed() {
		AtomicBoolean closed = new AtomicBoolean();
		HostFunctions functions = new HostFunctions() {

			@Override
			public ImportFunction[] functions() {
				return new ImportFunction[0];
			}

			@Override
			public void close() {
				closed.set(true);
			}

		};
		this.contextRunner.withPropertyValues(PROGRAM + "imports=own")
			.withBean(WasiFactory.class, () -> (module, properties) -> functions)
			.withBean("own", ImportValues.class, () -> {
				throw new IllegalStateException("no imports");
			}, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("no imports"));
		assertThat(closed).isTrue();
	}

	@Test
	void whenTheLibraryIsMissingThenTheFailureNamesIt() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(WasiPreview1.class))
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(
					"darkswap.wasm.modules.program.url: The module at classpath:/modules/wasi.wasm imports 9 thing(s)")
				.hasStackTraceContaining("add com.dylibso.chicory:wasi to the class path"));
	}

	@Test
	void whenTheLibraryIsMissingThenPropertiesOfWasiAreRefused() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(WasiPreview1.class))
			.withPropertyValues(PROGRAM + "wasi.arguments=x")
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(
					"darkswap.wasm.modules.program.wasi needs com.dylibso.chicory:wasi, which is not on the class path: add the dependency, or remove the property"));
	}

	@Test
	void whenTheModuleDoesNotImportWasiThenItsPropertiesAreRefused() {
		this.contextRunner
			.withPropertyValues(PROGRAM + "url=file:../darkswap-wasm-core/src/test/resources/modules/threads.wasm",
					PROGRAM + "wasi.arguments=x")
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(
					"darkswap.wasm.modules.program.wasi has no effect, because the module imports nothing of wasi_snapshot_preview1: remove it"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					environment=MODE                | wasi.environment[0] is no variable: write it as NAME=value
					environment==x                  | wasi.environment[0] is no variable: write it as NAME=value
					environment=A=1,A=2             | wasi.environment[1] sets the variable A again: set it once
					directories[0].guest=/data      | wasi.directories[0].host is missing: set it to a directory of this machine
					directories[0].host=/           | wasi.directories[0].guest is missing: set it to the path that the module uses
							arguments=                      | wasi.arguments is blank: set it, or remove it to use the default
					argument=x                      | wasi.argument is no property: did you mean darkswap.wasm.modules.program.wasi.arguments?
					""")
	void whenAPropertyIsWrongThenTheStartFailsAndNamesIt(String property, String message) {
		this.contextRunner.withPropertyValues(PROGRAM + "wasi." + property)
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(PROGRAM + message));
	}

	@Test
	void whenAPropertyOfADirectoryIsMisspeltThenTheStartFailsAndNamesTheNearest() {
		this.contextRunner
			.withPropertyValues(PROGRAM + "wasi.directories[0].guest=/data", PROGRAM + "wasi.directories[0].hots=/")
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(PROGRAM
					+ "wasi.directories[0].hots is no property: did you mean darkswap.wasm.modules.program.wasi.directories[0].host?"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/no/such/directory | names no directory: create it, or correct the path
			file:/tmp          | is a URL
			~/data             | starts with ~
			""")
	void whenADirectoryIsWrongThenTheStartFailsAndNamesIt(String host, String message) {
		this.contextRunner
			.withPropertyValues(PROGRAM + "wasi.directories[0].guest=/data",
					PROGRAM + "wasi.directories[0].host=" + host)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining(PROGRAM + "wasi.directories[0].host " + message));
	}

	private ApplicationContextRunner withDirectory(Path directory) {
		return this.contextRunner.withPropertyValues(PROGRAM + "wasi.directories[0].guest=/data",
				PROGRAM + "wasi.directories[0].host=" + directory);
	}

	private static long call(ApplicationContext context, String export, long... arguments) {
		return context.getBean(LoadedModule.class).instantiate().export(export).apply(arguments)[0];
	}

	private static DarkSwapException failureOf(CompletableFuture<?> result) {
		CompletionException failure = catchThrowableOfType(CompletionException.class,
				() -> result.orTimeout(1, TimeUnit.MINUTES).join());
		return (DarkSwapException) failure.getCause();
	}

}
