/** A random id (UUID 4), also where the page came without TLS from a computer in the house: browsers keep
 * `randomUUID` from such pages, not `getRandomValues`. */
export function newId(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  const bytes = Array.from((crypto as Crypto).getRandomValues(new Uint8Array(16)), (byte, place) =>
    place === 6 ? (byte & 0x0f) | 0x40 : place === 8 ? (byte & 0x3f) | 0x80 : byte,
  );
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
