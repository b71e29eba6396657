/**
 * What a scale or a milk analyser says on its line: bytes become lines, a line becomes figures by a pattern.
 *
 * A pattern is a regular expression whose named groups say what was read: `weight`, or readings of quality such as
 * `fat_percent`; a group `steady` holds a word only while the scale itself calls the weight stable.
 */
import { QUALITY, type Quality } from "../weighing";

export type Reading = { weight: string | null; steady: boolean; quality: Partial<Record<Quality, string>> };
export type Kind = "scale" | "analyser";
export type ScaleSettings = { kind: Kind; baud: number; pattern: string };

/** The longest line that is a reading: a device on the wrong speed sends noise without an end. */
const LONGEST_LINE = 400;
export const BAUDS = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200] as const;

const NUMBER = "[+-]?\\s*\\d+(?:[.,]\\d+)?";
export const PATTERNS: Record<Kind, string> = {
  // "ST,GS,+00008.50kg" of many platforms, " 8.50 kg", "8.5"
  scale: `^\\s*(?:(?:(?<steady>ST)|US|OL)[, ])?(?:[GN][ST][, ])?\\s*(?<weight>${NUMBER})\\s*(?:kg|L|l)?\\s*$`,
  // "FAT=3.85 SNF=8.42 DEN=28.1 TEMP=19.0 AW=0.0": the density of analysers is a lactometer's reading
  analyser:
    "(?:FAT|F)\\s*[=: ]\\s*(?<fat_percent>[\\d.]+).*?(?:SNF|S)\\s*[=: ]\\s*(?<snf_percent>[\\d.]+)(?:.*?(?:DEN|D)\\s*[=: ]\\s*(?<lactometer>[\\d.]+))?" +
    "(?:.*?(?:TEMP|T)\\s*[=: ]\\s*(?<temperature_c>[\\d.]+))?(?:.*?(?:AW|W)\\s*[=: ]\\s*(?<added_water_percent>[\\d.]+))?",
};
export const USUAL: ScaleSettings = { kind: "scale", baud: 9600, pattern: PATTERNS.scale };

/** The pattern, or null where it is none or reads nothing that is known here. */
export function patternOf(text: string): RegExp | null {
  try {
    const pattern = new RegExp(text);
    return /\(\?<(weight|[a-z_]+)>/.test(text) ? pattern : null;
  } catch {
    return null;
  }
}

export function readLine(line: string, pattern: RegExp): Reading | null {
  const groups = pattern.exec(line)?.groups;
  if (!groups) return null;
  const quality = Object.fromEntries(QUALITY.flatMap((name) => (groups[name] ? [[name, plain(groups[name])]] : []))) as Reading["quality"];
  const weight = groups["weight"] ? plain(groups["weight"]) : null;
  if (weight === null && Object.keys(quality).length === 0) return null;
  return { weight, steady: Boolean(groups["steady"]), quality };
}

/** "+00008,50" → "8.50", "- 0.02" → "-0.02" */
function plain(text: string): string {
  const figure = text.replaceAll(/\s/g, "").replace(",", ".").replace(/^\+/, "");
  return figure.replace(/^(-?)0+(?=\d)/, "$1");
}

/** Cuts a stream of bytes into lines; what has no end yet waits for the next bytes. */
export class LineReader {
  private readonly decoder = new TextDecoder("latin1");
  private rest = "";

  push(bytes: Uint8Array): string[] {
    // Some devices put a line between signs that nobody prints (STX, ETX) instead of ending it.
    const pieces = (this.rest + this.decoder.decode(bytes, { stream: true })).split(/[^ -~]+/);
    this.rest = (pieces.pop() ?? "").slice(-LONGEST_LINE);
    return pieces.filter((piece) => piece.trim() !== "");
  }
}
