package io.darkswap.wasm.autoconfigure.properties;

/**
 * Compares names by the number of edits that change one into the other: characters that
 * are inserted, removed, replaced or swapped with their neighbour.
 */
final class SimilarNames {

	private static final int MOST_EDITS = 3;

	private SimilarNames() {
	}

	/** Returns whether one name is probably the other one, misspelt. */
	static boolean areSimilar(String one, String other) {
		return distance(one, other) <= Math.min(MOST_EDITS, Math.max(one.length(), other.length()) / 3);
	}

	static int distance(String one, String other) {
		int[][] edits = new int[one.length() + 1][other.length() + 1];
		for (int i = 0; i <= one.length(); i++) {
			for (int j = 0; j <= other.length(); j++) {
				edits[i][j] = (i == 0 || j == 0) ? i + j : fewest(edits, one, other, i, j);
			}
		}
		return edits[one.length()][other.length()];
	}

	private static int fewest(int[][] edits, String one, String other, int i, int j) {
		int replaced = edits[i - 1][j - 1] + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
		int fewest = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
		boolean swapped = i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
				&& one.charAt(i - 2) == other.charAt(j - 1);
		return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
	}

}
