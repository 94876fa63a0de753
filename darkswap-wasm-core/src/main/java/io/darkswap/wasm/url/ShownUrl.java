package io.darkswap.wasm.url;

/**
 * Decides how a URL is shown in messages, logs, exceptions and endpoints. User
 * information may be a password, and a query or a fragment may be a signature or a token:
 * each is replaced by {@code ***}. Locations in the file system and on the class path
 * have none of these and are shown as they are.
 * <p>
 * Accepts any text, since a URL that cannot be parsed is shown too. A part that may be
 * secret is replaced.
 */
public final class ShownUrl {

	private static final String HIDDEN = "***";

	private ShownUrl() {
	}

	/**
	 * Return a URL without its secrets.
	 * @param url the URL, or any text
	 * @return the URL with its user information, query and fragment replaced
	 */
	public static String of(String url) {
		if (isLocal(url)) {
			return url;
		}
		int start = authorityStart(url);
		return url.substring(0, start) + withoutQuery(withoutUserInfo(url.substring(start)));
	}

	/**
	 * Return the origin of a URL, for servers whose paths hold keys too.
	 * @param url the URL
	 * @return its scheme, host and port
	 */
	public static String origin(String url) {
		String shown = of(url);
		int start = authorityStart(shown);
		String rest = shown.substring(start);
		String authority = rest.substring(0, firstOf(rest, "/?#"));
		return shown.substring(0, start) + authority.substring(authority.lastIndexOf('@') + 1);
	}

	/**
	 * Return a text without the secrets of a URL that it quotes, such as the message of
	 * an exception.
	 * @param text the text
	 * @param url the URL that it may contain
	 * @return the text with the URL, its user information, its query and its fragment
	 * replaced
	 */
	public static String in(String text, String url) {
		if (isLocal(url)) {
			return text;
		}
		String shown = text.replace(url, of(url));
		String rest = url.substring(authorityStart(url));
		String userInfo = rest.substring(0, userInfoLength(rest));
		String query = rest.substring(Math.max(firstOf(rest, "?#"), userInfo.length()));
		return hide(hide(shown, userInfo, 1), query, 2);
	}

	/** Replace a part that is longer than its delimiters, which occur in any text. */
	private static String hide(String text, String part, int delimiters) {
		return (part.length() > delimiters) ? text.replace(part, HIDDEN) : text;
	}

	private static boolean isLocal(String url) {
		return url.startsWith("/") || url.startsWith(".") || hasScheme(url, "file:") || hasScheme(url, "classpath:");
	}

	private static boolean hasScheme(String url, String scheme) {
		return url.regionMatches(true, 0, scheme, 0, scheme.length());
	}

	private static int authorityStart(String url) {
		int slashes = url.indexOf("//");
		return (slashes >= 0 && slashes < firstOf(url, "?#")) ? slashes + 2 : 0;
	}

	private static String withoutUserInfo(String rest) {
		int length = userInfoLength(rest);
		return (length > 0) ? HIDDEN + "@" + rest.substring(length) : rest;
	}

	/**
	 * Return the length of the user information with its {@code @}. An unencoded slash,
	 * question mark or hash in a password ends the authority too early: the rest looks
	 * like a host with a port, or with an invalid port.
	 */
	private static int userInfoLength(String rest) {
		String authority = rest.substring(0, firstOf(rest, "/?#"));
		if (authority.contains("@")) {
			return authority.lastIndexOf('@') + 1;
		}
		return authority.contains(":") ? rest.lastIndexOf('@') + 1 : 0;
	}

	private static String withoutQuery(String rest) {
		int query = firstOf(rest, "?#");
		return (query < rest.length()) ? rest.substring(0, query + 1) + HIDDEN : rest;
	}

	private static int firstOf(String text, String characters) {
		for (int i = 0; i < text.length(); i++) {
			if (characters.indexOf(text.charAt(i)) >= 0) {
				return i;
			}
		}
		return text.length();
	}

}
