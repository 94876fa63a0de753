package io.darkswap.sample.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the pages' files.
 */
class PageTests {

	private static final int MOST_GZIPPED = 150_000;

	private static final Pattern INLINE = Pattern.compile("<style|<script>|\\sstyle=|\\son[a-z]+=|javascript:");

	private static final Pattern ELSEWHERE = Pattern.compile("(src|href)=\"(https?:)?//|import .*'https?:|url\\(");

	@Test
	void everythingIsSmall() throws IOException {
		int size = 0;
		for (Resource file : all()) {
			size += gzipped(file.getContentAsByteArray());
		}
		assertThat(size).isBetween(20_000, MOST_GZIPPED);
	}

	@Test
	void nothingIsInlineOrFromAnotherHost() throws IOException {
		for (Resource file : own()) {
			String text = file.getContentAsString(StandardCharsets.UTF_8);
			assertThat(text).as(file.getFilename()).doesNotContainPattern(INLINE).doesNotContainPattern(ELSEWHERE);
		}
	}

	/** An assertive region would interrupt a screen reader while the market moves. */
	@Test
	void liveRegionsArePolite() throws IOException {
		for (Resource file : files("static/*.html")) {
			assertThat(file.getContentAsString(StandardCharsets.UTF_8)).as(file.getFilename())
				.contains("role=\"status\"")
				.doesNotContain("role=\"alert\"", "assertive");
		}
	}

	/** Nothing has to be reduced for users who prefer reduced motion. */
	@Test
	void nothingMoves() throws IOException {
		for (Resource file : files("static/css/*.css")) {
			assertThat(file.getContentAsString(StandardCharsets.UTF_8)).as(file.getFilename())
				.doesNotContain("animation", "transition", "scroll-behavior");
		}
	}

	@Test
	void amountsAndPricesAreNumbersOnlyWhereTheyAreDrawn() throws IOException {
		for (Resource file : own()) {
			if (!List.of("chart.js", "depth.js", "decimal.js").contains(file.getFilename())) {
				assertThat(file.getContentAsString(StandardCharsets.UTF_8)).as(file.getFilename())
					.doesNotContain("parseFloat", "toNumber");
			}
		}
	}

	private static List<Resource> all() throws IOException {
		return Stream.concat(own().stream(), files("META-INF/resources/webjars/uplot/*/dist/uPlot.*min.*").stream())
			.toList();
	}

	private static List<Resource> own() throws IOException {
		return files("static/**/*.*");
	}

	private static List<Resource> files(String pattern) throws IOException {
		return List.of(new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern));
	}

	private static int gzipped(byte[] bytes) throws IOException {
		ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
			gzip.write(bytes);
		}
		return gzipped.size();
	}

}
