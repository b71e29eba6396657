/** Litres and kilograms as whole hundredths: what is typed is read exactly, and nothing is rounded in secret. */

/** Kilograms per litre where nothing better is known: the ledger's own figure, in hundredths. */
const USUAL_DENSITY = 103;

/** "8,5" → 850, "8.25" → 825; null for what no scale shows. */
export function readHundredths(text: string): number | null {
  const match = /^(\d{1,4})(?:[.,](\d{0,2}))?$|^[.,](\d{1,2})$/.exec(text.trim());
  if (!match) return null;
  const [, whole = "0", part = "", only] = match;
  return Number(whole) * 100 + Number((only ?? part).padEnd(2, "0"));
}

/** 850 → "8.50" */
export function decimal(hundredths: number): string {
  const digits = Math.abs(hundredths).toString().padStart(3, "0");
  return `${hundredths < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What kilograms will be in litres, before the ledger says so. */
export const aboutLitres = (kilograms: number): number => Math.round((kilograms * 100) / USUAL_DENSITY);
