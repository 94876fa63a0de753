package io.darkswap.wasm.autoconfigure.properties;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A form of text that a tool should have replaced before the application started.
 */
enum UnresolvedText {

	/** A property placeholder of Spring, also one that is not closed. */
	PLACEHOLDER("\\$\\{", "holds a placeholder that is not resolved: set what it names, and close it"),

	/** An expression, which binding never evaluates. */
	EXPRESSION("#\\{.*", "starts an expression, which properties do not evaluate: use a placeholder"),

	/** A variable of Kubernetes, which stays as it is if the variable is not defined. */
	VARIABLE("\\$\\([A-Za-z0-9_.-]+\\)", "holds a variable that is not resolved: define it"),

	/**
	 * A variable of a shell, also of Windows, as in a file of variables for containers.
	 */
	SHELL("\\$[A-Z][A-Z0-9_]{2,}|%[A-Z][A-Z0-9_]+%",
			"is a variable of a shell that was not replaced: use a placeholder of Spring"),

	/** A resource that Maven did not filter. */
	MAVEN("@[A-Za-z0-9_.-]+@", "is a property of Maven that the build did not replace: filter the resource"),

	/** A value of Helm, Ansible or Jinja. */
	TEMPLATE("\\{\\{.*}}", "is a template that was not rendered: render it"),

	/** A missing value as Helm, Java and JavaScript write it. */
	MISSING("<no value>|null|undefined", "is the text of a missing value: set what it is taken from"),

	/** A value of Jasypt, of SOPS or of Spring Cloud Config. */
	ENCRYPTED("ENC[(\\[].*[)\\]]|\\{cipher}.*", "is an encrypted value that was not decrypted: decrypt it");

	private final Pattern pattern;

	private final String problem;

	UnresolvedText(String pattern, String problem) {
		this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
		this.problem = problem;
	}

	/** Returns what is wrong with a property that holds it. */
	String problem() {
		return this.problem;
	}

	/**
	 * Returns the form that a value has. A placeholder may be anywhere in it; any other
	 * form is the whole value, because its characters may occur in a secret.
	 */
	static Optional<UnresolvedText> in(String value) {
		String text = value.strip();
		return Stream.of(values())
			.filter((form) -> (form == PLACEHOLDER) ? form.pattern.matcher(text).find()
					: form.pattern.matcher(text).matches())
			.findFirst();
	}

}
