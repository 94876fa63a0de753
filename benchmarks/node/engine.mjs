/*
 * Peer (c): the same module in V8, over a SharedArrayBuffer, as the browser SDK drives it. Its caller
 * gives decimal strings and is given an object with decimal strings; numbers of 64 bits are BigInts on
 * the way, as JavaScript has it.
 */
import { readFileSync } from 'node:fs';

const PAGE_SIZE = 65536;
const STACK_ALIGNMENT = 16;
const INITIAL_PAGES = 16;
const LAYOUT_ENTRY_SIZE = 40;
const LAYOUT_NAME_SIZE = 36;
const SCALE = 8;
const ONE = 100000000n;
const SIDES = ['BUY', 'SELL'];
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const encoder = new TextEncoder();
const decoder = new TextDecoder('latin1');

export const TRADES = 1000000;

export function compile(file) {
  return new WebAssembly.Module(readFileSync(file));
}

export function newMemory(maximum) {
  return new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum, shared: true });
}

/* "12.5" to 1250000000n: whole numbers and up to 8 decimals, nothing else. */
export function parseUnits(text) {
  const point = text.indexOf('.');
  if (point < 0) {
    return BigInt(text) * ONE;
  }
  const decimals = text.length - point - 1;
  if (decimals > SCALE) {
    throw new RangeError(`${text} has more than 8 decimals`);
  }
  return BigInt(text.slice(0, point) + text.slice(point + 1) + '00000000'.slice(decimals));
}

export function formatUnits(units) {
  const digits = units.toString().padStart(SCALE + 1, '0');
  return `${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`;
}

/* One instance, with its own C stack and thread-local storage. */
export class Engine {
  constructor(module, memory, number) {
    this.memory = memory;
    this.exports = new WebAssembly.Instance(module, { env: { memory } }).exports;
    const storage = this.reserveThreadArea();
    this.exports.__stack_pointer.value = storage;
    this.exports.__wasm_init_tls(storage);
    this.mailbox = this.exports.darkswap_mailbox();
    this.layout = this.readLayout();
    this.request = this.mailbox + this.layout['mailbox.request'];
    this.error = this.mailbox + this.layout['mailbox.error'];
    this.order = this.mailbox + this.layout['mailbox.order'];
    this.bind();
    this.view().setUint32(this.mailbox + this.layout['mailbox.instance'], number, true);
  }

  reserveThreadArea() {
    const end = (this.memory.grow(1) + 1) * PAGE_SIZE;
    const alignment = Math.max(this.exports.__tls_align.value, STACK_ALIGNMENT);
    return Math.floor((end - this.exports.__tls_size.value) / alignment) * alignment;
  }

  readLayout() {
    const layout = {};
    const start = this.exports.darkswap_abi_layout();
    const view = this.view();
    for (let i = 0; i < this.exports.darkswap_abi_layout_count(); i++) {
      const entry = start + i * LAYOUT_ENTRY_SIZE;
      const name = this.latin1(entry, LAYOUT_NAME_SIZE);
      layout[name.slice(0, name.indexOf('\0'))] = view.getUint32(entry + LAYOUT_NAME_SIZE, true);
    }
    return layout;
  }

  /* The offsets of the fields of every order. */
  bind() {
    const at = (name) => this.request + this.layout[`request.${name}`];
    this.at = { idHigh: at('id_high'), orderIdHigh: at('order_id_high'), amount: at('amount'), price: at('price'),
      now: at('now'), expiresAt: at('expires_at'), market: at('market'), side: at('side'), length: at('address_length'),
      address: at('address') };
  }

  /* A buffer of a shared memory does not grow with it; a new view is created only after the memory has grown. */
  view() {
    const buffer = this.memory.buffer;
    if (this.cached === undefined || this.cached.buffer !== buffer) {
      this.cached = new DataView(buffer);
      this.bytes = new Uint8Array(buffer);
    }
    return this.cached;
  }

  /* A decoder refuses shared bytes, so they are copied. */
  latin1(address, length) {
    this.view();
    return decoder.decode(this.bytes.slice(address, address + length));
  }

  call(command, what) {
    command();
    const error = this.view().getUint32(this.error, true);
    if (error !== 0) {
      throw new Error(`${what} failed with ${error}`);
    }
  }

  create(tradeHistory) {
    const view = this.view();
    view.setUint32(this.request + this.layout['request.heap_end'], INITIAL_PAGES * PAGE_SIZE, true);
    view.setUint32(this.request + this.layout['request.closed_order_history'], 1000, true);
    view.setUint32(this.request + this.layout['request.trade_history'], tradeHistory, true);
    for (let word = 0; word < this.layout['limit.HASH_KEY_WORDS']; word++) {
      const at = this.request + this.layout['request.hash_key'] + 8 * word;
      view.setUint32(at, random32(), true);
      view.setUint32(at + 4, random32(), true);
    }
    view.setBigInt64(this.request + this.layout['request.interval'], 1n << 62n, true);
    this.call(this.exports.darkswap_create, 'create');
    const quote = this.request + this.layout['request.quote'];
    view.setUint32(quote + this.layout['asset.type'], this.layout['asset_type.RUNE'], true);
    view.setBigUint64(quote + this.layout['asset.block'], 840000n, true);
    view.setBigUint64(quote + this.layout['asset.transaction'], 3n, true);
    this.call(this.exports.darkswap_open_market, 'open market');
  }

  createOrder(side, amount, price, maker, lifetimeMillis) {
    const view = this.view();
    const at = this.at;
    const now = Date.now();
    view.setBigUint64(at.idHigh, BigInt(now) << 16n | 0x7000n | BigInt(random32() & 0xfff), true);
    view.setUint32(at.idHigh + 8, random32(), true);
    view.setUint32(at.idHigh + 12, 0x80000000 | random32() >>> 2, true);
    view.setBigUint64(at.amount, parseUnits(amount), true);
    view.setBigUint64(at.price, parseUnits(price), true);
    view.setBigInt64(at.now, BigInt(now) * 1000n, true);
    view.setBigInt64(at.expiresAt, BigInt(now + lifetimeMillis) * 1000n, true);
    view.setUint32(at.market, 1, true);
    view.setUint32(at.side, side === 'BUY' ? 0 : 1, true);
    view.setUint32(at.length, maker.length, true);
    encoder.encodeInto(maker, this.addressRoom());
    this.call(this.exports.darkswap_create_order, 'create order');
    return this.openedOrder(maker);
  }

  addressRoom() {
    if (this.room === undefined || this.room.buffer !== this.memory.buffer) {
      this.room = new Uint8Array(this.memory.buffer, this.at.address, this.layout['limit.ADDRESS_MAX'] ?? 90);
    }
    return this.room;
  }

  /* The order as it entered the book is what was asked for; its maker's text is the caller's own. */
  openedOrder(maker) {
    const view = this.view();
    const at = this.at;
    const amount = formatUnits(view.getBigUint64(at.amount, true));
    return {
      id: this.readId(at.idHigh),
      maker,
      side: SIDES[view.getUint32(at.side, true)],
      amount,
      remaining: amount,
      price: formatUnits(view.getBigUint64(at.price, true)),
      status: 'OPEN',
      timestamp: Number(view.getBigInt64(at.now, true)) / 1000,
      expiry: Number(view.getBigInt64(at.expiresAt, true)) / 1000,
    };
  }

  /* A UUID; the memory holds its two halves little-endian. */
  readId(address) {
    this.view();
    const b = this.bytes;
    const h = HEX;
    return `${h[b[address + 7]]}${h[b[address + 6]]}${h[b[address + 5]]}${h[b[address + 4]]}-`
      + `${h[b[address + 3]]}${h[b[address + 2]]}-${h[b[address + 1]]}${h[b[address]]}-`
      + `${h[b[address + 15]]}${h[b[address + 14]]}-${h[b[address + 13]]}${h[b[address + 12]]}`
      + `${h[b[address + 11]]}${h[b[address + 10]]}${h[b[address + 9]]}${h[b[address + 8]]}`;
  }

  writeId(address, id) {
    const view = this.view();
    view.setUint32(address + 4, parseInt(id.slice(0, 8), 16), true);
    view.setUint32(address, parseInt(id.slice(9, 13) + id.slice(14, 18), 16), true);
    view.setUint32(address + 12, parseInt(id.slice(19, 23) + id.slice(24, 28), 16), true);
    view.setUint32(address + 8, parseInt(id.slice(28), 16), true);
  }

  cancelOrder(id) {
    this.writeId(this.at.orderIdHigh, id);
    this.view().setBigInt64(this.at.now, BigInt(Date.now()) * 1000n, true);
    this.call(this.exports.darkswap_cancel_order, 'cancel order');
  }

  takeOrder(tradeLow, id, amount, maker) {
    const view = this.view();
    view.setBigUint64(this.at.idHigh, 1n, true);
    view.setBigUint64(this.at.idHigh + 8, tradeLow, true);
    this.writeId(this.at.orderIdHigh, id);
    view.setBigUint64(this.at.amount, amount, true);
    view.setBigInt64(this.at.now, BigInt(Date.now()) * 1000n, true);
    view.setUint32(this.at.length, maker.length, true);
    this.call(this.exports.darkswap_take_order, 'take order');
  }

  /* Sums all trades; returns their number. */
  sumTrades() {
    const view = this.view();
    const now = BigInt(Date.now()) * 1000n;
    view.setUint32(this.at.market, 1, true);
    view.setBigInt64(this.at.now, now, true);
    view.setBigInt64(this.request + this.layout['request.interval'], now + 1n, true);
    this.call(this.exports.darkswap_statistics, 'statistics');
    const trades = this.mailbox + this.layout['mailbox.statistics'] + this.layout['statistics.trades'];
    return Number(view.getBigUint64(trades, true));
  }
}

function random32() {
  return Math.floor(Math.random() * 4294967296) >>> 0;
}
