#!/usr/bin/env bash
# Google's PreciseDate loses the nanoseconds of a time with an offset, and is a second late just before 1970.
#
# Guess:   new PreciseDate('2019-02-08T10:34:29.481145231+02:00') keeps the nine digits, as it does with "Z", and so
#          does a copy of a PreciseDate.
# Fact:    with an offset, or without a zone, the digits behind the milliseconds become zero; a copy loses them, too.
#          The difference and the order of two dates of one millisecond are 0 and false. One nanosecond before 1970 is
#          printed as 00:00:00.999999999, a second later.
# Cost:    trades and logs that are ordered by nanoseconds, the reason for the class, fall together when one source
#          writes +00:00 in place of Z. Nothing is thrown.
# Version: @google-cloud/precise-date 6.2.1.
# Source:  the package's readme: "when you need nanosecond precision", with an ISO 8601 text as its first example; such
#          a text may have an offset.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @google-cloud/precise-date@6.2.1

cat >show.mjs <<'JS'
import { PreciseDate } from '@google-cloud/precise-date';

const texts = ['2019-02-08T10:34:29.481145231Z', '2019-02-08T12:34:29.481145231+02:00',
	'2019-02-08T10:34:29.481145231+00:00', '2019-02-08T10:34:29.481145231', '1969-12-31T23:59:59.999999999Z'];
for (const text of texts) {
	console.log(`${text}: ${new PreciseDate(text).toISOString()}`);
}
const date = new PreciseDate(texts[0]);
const next = new PreciseDate('2019-02-08T10:34:29.481145232Z');
console.log(`copy: ${new PreciseDate(date).toISOString()}`);
console.log(`the next nanosecond is later: ${date < next}, by ${next - date}`);
console.log(`-1 ns: ${new PreciseDate(-1n).toISOString()}, `
	+ `-1000000001 ns: ${new PreciseDate(-1000000001n).toISOString()}`);
JS

echo "@google-cloud/precise-date 6.2.1, node $(node --version)"
echo "guess: nine digits kept in every line, and -1 ns in 1969"
seen=$(TZ=UTC node show.mjs)
echo "$seen"

expected='2019-02-08T10:34:29.481145231Z: 2019-02-08T10:34:29.481145231Z
2019-02-08T12:34:29.481145231+02:00: 2019-02-08T10:34:29.481000000Z
2019-02-08T10:34:29.481145231+00:00: 2019-02-08T10:34:29.481000000Z
2019-02-08T10:34:29.481145231: 2019-02-08T10:34:29.481000000Z
1969-12-31T23:59:59.999999999Z: 1970-01-01T00:00:00.999999999Z
copy: 2019-02-08T10:34:29.481000000Z
the next nanosecond is later: false, by 0
-1 ns: 1970-01-01T00:00:00.999999999Z, -1000000001 ns: 1969-12-31T23:59:58.999999999Z'
diff <(echo "$expected") <(echo "$seen")
echo "still so"
