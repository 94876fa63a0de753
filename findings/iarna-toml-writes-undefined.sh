#!/usr/bin/env bash
# @iarna/toml writes one satoshi as "1e-8.undefined", a file that no TOML parser reads.
#
# Guess:   stringify({ fee: 0.00000001 }) writes a number that parse reads back.
# Fact:    the text of a number is split at its point. JavaScript prints 1e-8 without one, and the missing part is
#          written as the word undefined. The file is refused by the package itself. 1.5e-8 and 0.00001 are right, 1e-7,
#          1e-8 and 2e-8 are not.
# Cost:    settings with a fee, a step or a limit of one satoshi are saved without an error, and the program does not
#          start with them again; the old file is overwritten by then.
# Version: @iarna/toml 3.0.0; smol-toml 1.9.1 is the second opinion.
# Source:  TOML 1.0, "Float": an exponent may follow an integer part alone (5e+22), a fraction comes before it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @iarna/toml@3.0.0 smol-toml@1.9.1

cat >show.mjs <<'JS'
import iarna from '@iarna/toml';
import * as smol from 'smol-toml';

for (const fee of [0.00001, 1.5e-8, 1e-7, 0.00000001, 2e-8]) {
	const text = iarna.stringify({ fee }).trim();
	console.log(`${fee}: ${text}, read: ${read(iarna, text)}, by smol-toml: ${read(smol, text)}`);
}
console.log(`smol-toml writes ${smol.stringify({ fee: 0.00000001 }).trim()}`);

function read(toml, text) {
	try {
		return toml.parse(text).fee;
	} catch {
		return 'refused';
	}
}
JS

echo "@iarna/toml 3.0.0, smol-toml 1.9.1, node $(node --version)"
echo "guess: the same number is read back in every line"
seen=$(node show.mjs)
echo "$seen"

expected='0.00001: fee = 0.00001, read: 0.00001, by smol-toml: 0.00001
1.5e-8: fee = 1.5e-8, read: 1.5e-8, by smol-toml: 1.5e-8
1e-7: fee = 1e-7.undefined, read: refused, by smol-toml: refused
1e-8: fee = 1e-8.undefined, read: refused, by smol-toml: refused
2e-8: fee = 2e-8.undefined, read: refused, by smol-toml: refused
smol-toml writes fee = 1e-8'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
