#!/usr/bin/env bash
# A time shortly before a full minute is written to Ion's binary format as a time one minute later.
#
# Guess:   what is written as binary Ion is read as the same value.
# Fact:    13:00:59.9999 is written as 13:01:59.9999: the writer rounds to milliseconds to find year to minute, and
#          keeps the seconds as they are. The last of a year moves into the next. Other seconds, and fractions of three
#          digits, are right. The text format keeps all of them.
# Cost:    one record in 120,000 with microseconds is out of order, in a log whose format was chosen for exact times.
# Version: ion-js 5.2.1.
# Source:  the Ion specification: text and binary hold the same values, and fractions of a second have any precision.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact ion-js@5.2.1

cat >show.cjs <<'JS'
const ion = require('ion-js');

for (const text of ['2026-11-29T13:00:59.999Z', '2026-11-29T13:00:58.999999Z', '2026-11-29T13:00:59.9999Z',
		'2026-12-31T23:59:59.999999Z']) {
	const value = ion.load(text);
	console.log(`${text}: text ${ion.dumpText(value)}, binary ${ion.dumpText(ion.load(ion.dumpBinary(value)))}`);
}
JS

echo "ion-js 5.2.1, node $(node --version)"
echo "guess: all three times of a line are the same"
seen=$(node show.cjs)
echo "$seen"

expected='2026-11-29T13:00:59.999Z: text 2026-11-29T13:00:59.999Z, binary 2026-11-29T13:00:59.999Z
2026-11-29T13:00:58.999999Z: text 2026-11-29T13:00:58.999999Z, binary 2026-11-29T13:00:58.999999Z
2026-11-29T13:00:59.9999Z: text 2026-11-29T13:00:59.9999Z, binary 2026-11-29T13:01:59.9999Z
2026-12-31T23:59:59.999999Z: text 2026-12-31T23:59:59.999999Z, binary 2027-01-01T00:00:59.999999Z'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
