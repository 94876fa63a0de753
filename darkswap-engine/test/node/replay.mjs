/*
 * Replays commands on the engine in this JavaScript engine and prints what came of them, to be
 * compared with another host's:
 *
 *   node replay.mjs engine.wasm commands
 *
 * The file of commands, all numbers little-endian:
 *
 *   u32 pages of memory at first and at most
 *   u32 number of names, then each export's name: u8 length, ASCII
 *   steps to the end of the file, each:
 *     u32 which name
 *     the request, and the signature, as they stand in the mailbox
 *     u32 number of records, which are written where the page's first references lead, if the call
 *         succeeded: an order, of which the fields are copied that a host writes, and a signature
 *
 * It prints the SHA-256 of each step's error and mailbox in turn, the digest of what is in the engine in the
 * end, and the number of the invariant that is broken then, or 0.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const PAGE_SIZE = 65536;
const STACK_ALIGNMENT = 16;
const REQUEST_SIZE = 320;
const SIGNATURE_SIZE = 64;
const ORDER_SIZE = 256;
const ORDER_SIGNATURE = 68;
/* Offset and length of what the host writes of a batch's order: identity, amount, price, expiry and market, maker. */
const HOST_FIELDS = [[0, 16], [16, 8], [32, 8], [48, 8], [56, 4], [60, 1], [62, 1], [128, 96]];
const MAILBOX = { instance: 0, listed: 4, error: 28, request: 64, signature: 960, page: 1088, size: 2048 };

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = 0;
  }

  hasMore() {
    return this.position < this.bytes.length;
  }

  u32() {
    this.position += 4;
    return this.view.getUint32(this.position - 4, true);
  }

  take(length) {
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  name() {
    return this.take(this.take(1)[0]).toString('latin1');
  }
}

/* One instance over one shared memory, with a C stack and thread-local storage of its own above the heap. */
class Engine {
  constructor(module, initial, maximum) {
    this.memory = new WebAssembly.Memory({ initial, maximum, shared: true });
    this.exports = new WebAssembly.Instance(module, { env: { memory: this.memory } }).exports;
    const storage = this.reserveThreadArea();
    this.exports.__stack_pointer.value = storage;
    this.exports.__wasm_init_tls(storage);
    this.mailbox = this.exports.darkswap_mailbox();
    this.view().setUint32(this.mailbox + MAILBOX.instance, 1, true);
  }

  /* As the Java host does: one page, or more where the storage would take a good part of it. */
  reserveThreadArea() {
    const size = this.exports.__tls_size.value;
    const alignment = Math.max(this.exports.__tls_align.value, STACK_ALIGNMENT);
    const large = size + alignment > PAGE_SIZE / 4;
    const pages = 1 + (large ? Math.ceil((size + alignment) / PAGE_SIZE) : 0);
    const end = (this.memory.grow(pages) + pages) * PAGE_SIZE;
    return Math.floor((end - size) / alignment) * alignment;
  }

  /* A buffer does not grow with its memory, so each look takes the current one. */
  view() {
    return new DataView(this.memory.buffer);
  }

  bytes(address, length) {
    return new Uint8Array(this.memory.buffer, address, length);
  }

  call(name, request, signature) {
    this.bytes(this.mailbox + MAILBOX.request, REQUEST_SIZE).set(request);
    this.bytes(this.mailbox + MAILBOX.signature, SIGNATURE_SIZE).set(signature);
    this.exports[name]();
    return this.view().getUint32(this.mailbox + MAILBOX.error, true);
  }

  /* What the call replied. */
  answer() {
    return this.bytes(this.mailbox, MAILBOX.size).slice();
  }

  writeRecord(index, order, signature) {
    const view = this.view();
    if (index >= view.getUint32(this.mailbox + MAILBOX.listed, true)) {
      return;
    }
    const reference = view.getUint32(this.mailbox + MAILBOX.page + 4 * index, true);
    for (const [offset, length] of HOST_FIELDS) {
      this.bytes(reference + offset, length).set(order.subarray(offset, offset + length));
    }
    const signatureReference = view.getUint32(reference + ORDER_SIGNATURE, true);
    if (signatureReference !== 0) {
      this.bytes(signatureReference, SIGNATURE_SIZE).set(signature);
    }
  }
}

function replay(module, commands) {
  const engine = new Engine(module, commands.u32(), commands.u32());
  const names = Array.from({ length: commands.u32() }, () => commands.name());
  const answers = createHash('sha256');
  while (commands.hasMore()) {
    const name = names[commands.u32()];
    const error = engine.call(name, commands.take(REQUEST_SIZE), commands.take(SIGNATURE_SIZE));
    answers.update(engine.answer());
    const records = commands.u32();
    for (let index = 0; index < records; index++) {
      const order = commands.take(ORDER_SIZE);
      const signature = commands.take(SIGNATURE_SIZE);
      if (error === 0) {
        engine.writeRecord(index, order, signature);
      }
    }
  }
  console.log(`answers ${answers.digest('hex')}`);
  console.log(`digest ${BigInt.asUintN(64, engine.exports.darkswap_digest()).toString(16)}`);
  console.log(`invariants ${engine.exports.darkswap_check_invariants()}`);
}

const [moduleFile, commandFile] = process.argv.slice(2);
replay(new WebAssembly.Module(readFileSync(moduleFile)), new Reader(readFileSync(commandFile)));
