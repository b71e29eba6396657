/** Kenyan mobile numbers as people write and read them. The API decides; this shows early what it will read. */

const BETWEEN = /[\s().-]/g;
const MOBILE = /^(?:\+?254|0)?([71]\d{8})$/;

/** "0712-345 678", "+254 712 345678" and "712345678" → "254712345678"; anything else → null. */
export function readPhone(typed: string): string | null {
  const found = MOBILE.exec(typed.replace(BETWEEN, ""));
  return found ? `254${found[1]}` : null;
}

/** "254712345678" → "0712 345 678"; what is no such number stays as it is. */
export function phone(stored: string): string {
  const found = readPhone(stored)?.slice(3);
  return found ? `0${found.slice(0, 3)} ${found.slice(3, 6)} ${found.slice(6)}` : stored;
}
