package io.darkswap.wasm.autoconfigure.properties;

import java.nio.file.Path;

import io.darkswap.wasm.DarkSwapException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DirectoryPath}.
 */
class DirectoryPathTests {

	private static final String PROPERTY = "darkswap.log.directory";

	/** The class path has a directory META-INF, which Spring would bind a path to. */
	@ParameterizedTest
	@ValueSource(strings = { "META-INF", "./META-INF", " META-INF ", "none/of/these", "../beside" })
	void aRelativePathStartsAtTheWorkingDirectory(String directory) {
		assertThat(getClass().getClassLoader().getResource("META-INF")).isNotNull();
		assertThat(DirectoryPath.of(PROPERTY, directory))
			.isEqualTo(Path.of(System.getProperty("user.dir")).resolve(directory.strip()).normalize());
	}

	@Test
	void anAbsolutePathStaysAsItIs() {
		Path path = Path.of("somewhere").toAbsolutePath();
		assertThat(DirectoryPath.of(PROPERTY, path.toString())).isEqualTo(path);
	}

	@ParameterizedTest
	@ValueSource(strings = { "desk~", "a$b", "10%", "log:1", "a b", "..." })
	void aNameMayHoldTheCharactersOfOtherTexts(String directory) {
		assertThat(DirectoryPath.of(PROPERTY, directory).getFileName()).hasToString(directory);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\0", "${DESK_LOG}", "${DESK_LOG}/log", "${DESK_LOG", "@desk.log@",
			"{{ .Values.log }}", "$(DESK_LOG)", "$DESK_LOG", "%DESK_LOG%", "ENC(YQ==)", "file:/var/lib/desk",
			"FILE:///var/lib/desk", "file:desk", "classpath:log", "s3://desk/log", "https://desk/log", "~/desk", "~",
			"~desk/log" })
	void anythingElseIsRefusedByTheNameOfTheProperty(String directory) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> DirectoryPath.of(PROPERTY, directory))
			.withMessageStartingWith(PROPERTY);
	}

}
