package io.darkswap.sample.trading;

import java.util.Locale;

import io.nayuki.qrcodegen.QrCode;

/**
 * QR codes as SVG images.
 */
final class QrCodeImage {

	/** The light modules around the code that its standard requires. */
	private static final int MARGIN = 4;

	private QrCodeImage() {
	}

	/**
	 * Draw a case-insensitive URI in upper case, which needs a smaller code.
	 */
	static String svg(String uri) {
		QrCode code = QrCode.encodeText(uri.toUpperCase(Locale.ROOT), QrCode.Ecc.MEDIUM);
		int size = code.size + 2 * MARGIN;
		StringBuilder path = new StringBuilder();
		for (int y = 0; y < code.size; y++) {
			for (int x = 0; x < code.size; x++) {
				if (code.getModule(x, y)) {
					path.append('M').append(x + MARGIN).append(',').append(y + MARGIN).append("h1v1h-1z");
				}
			}
		}
		return """
				<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
				<path fill="#fff" d="M0,0h%1$dv%1$dh-%1$dz"/><path d="%2$s"/></svg>
				""".formatted(size, path);
	}

}
