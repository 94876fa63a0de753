#!/usr/bin/env bash
# Arrow's JavaScript writes a time of whole milliseconds into a nanosecond column with nanoseconds of its own.
#
# Guess:   a Date of 1700000000123 ms in a column of TimestampNanosecond is 1700000000123000000.
# Fact:    it is 1700000000123000064: milliseconds are multiplied in double precision before they become an integer, and
#          doubles of that size are 256 apart. get() divides again and shows the right milliseconds, so a round trip in
#          JavaScript looks exact. The microsecond column is exact. Times that are bigints, the only exact form of a
#          nanosecond in JavaScript, are refused by the nanosecond column's builder.
# Cost:    trades exported for Java or Python carry times that no exchange sent; a join on equal times finds nothing.
# Version: apache-arrow 21.2.0
# Source:  the Arrow columnar format, Timestamp: an int64 count of the unit since the epoch.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact apache-arrow@21.2.0

cat >show.mjs <<'JS'
import { TimestampMicrosecond, TimestampNanosecond, vectorFromArray } from 'apache-arrow';

const time = new Date(1700000000123);
const nanos = vectorFromArray([time], new TimestampNanosecond());
const micros = vectorFromArray([time], new TimestampMicrosecond());
let exact = 'accepted';
try {
	vectorFromArray([1700000000123000000n], new TimestampNanosecond());
} catch (e) {
	exact = 'refused';
}
console.log('guess: 1700000000123000000 ns, 1700000000123000 us; a bigint is accepted');
console.log(`seen:  ${nanos.toArray()[0]} ns (read back as ${nanos.get(0)} ms), ${micros.toArray()[0]} us; a bigint is ${exact}`);
process.exit(nanos.toArray()[0] === 1700000000123000064n && nanos.get(0) === 1700000000123
	&& micros.toArray()[0] === 1700000000123000n && exact === 'refused' ? 0 : 1);
JS
echo "apache-arrow 21.2.0, Node $(node --version)"
node show.mjs
