/** What is refused or does not arrive: one shape for the API's problem+json (RFC 9457) and for the network. */
import type { components } from "./schema";

type FieldProblem = { field: string; sentence: string };
type Told = components["schemas"]["Problem"];

/** `network`: nothing came back, so it may or may not have been done; `signed-out`; `forbidden`; else `refused`. */
export type Kind = "network" | "signed-out" | "forbidden" | "slow-down" | "refused";

export class Problem extends Error {
  readonly kind: Kind;
  readonly status: number;
  readonly remedy: string;
  readonly type: string;
  readonly fields: FieldProblem[];
  readonly details: Record<string, unknown>;
  readonly request: string;

  constructor(status: number, told: Partial<Told>) {
    super(told.detail ?? told.title ?? "");
    this.name = "Problem";
    this.status = status;
    this.remedy = forPeople(told.remedy ?? "");
    this.type = (told.type ?? "").replace("/problems/", "");
    // Whoever did it is signed in no longer, although somebody is.
    this.kind = this.type === "another-person" ? "signed-out" : kindOf(status);
    this.fields = (told.errors ?? []) as FieldProblem[];
    this.details = (told.details ?? {}) as Record<string, unknown>;
    this.request = told.request ?? "";
  }

  /** What is wrong with one field of a form, if anything. */
  of(field: string): string | undefined {
    return this.fields.find((problem) => problem.field === field)?.sentence;
  }
}

const NETWORK = 0;
const FAULT = 500;

const CALL = String.raw`(?:GET|POST|PUT|PATCH|DELETE) /\S`;

/** A remedy without the call by which a program would do it: people have a button for that. */
export function forPeople(remedy: string): string {
  return remedy
    .replace(new RegExp(String.raw` ?\(${CALL}[^)]*\)`, "g"), "")
    .replace(new RegExp(String.raw`(?:: ?| (?:with|by|kwa) )${CALL}.*?(?=\.(?:\s|$)|$)`, "g"), "")
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => !new RegExp(CALL).test(sentence))
    .join(" ");
}

function kindOf(status: number): Kind {
  if (status === NETWORK || status === 502 || status === 503 || status === 504) return "network";
  if (status === 401) return "signed-out";
  if (status === 403) return "forbidden";
  return status === 429 ? "slow-down" : "refused";
}

/** Whether the API decided. Silence, a fault of the server, "slow down" and a session that ended decide nothing: it may have been done. */
export const isFinal = ({ kind, status }: Problem): boolean => status < FAULT && (kind === "refused" || kind === "forbidden");

/** Whatever was thrown, as a problem. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem(NETWORK, { title: thrown instanceof Error ? thrown.message : String(thrown) });
}

/** Each answer of the API carries its number. */
export const isOurs = ({ headers }: Response): boolean => headers.has("X-Request-Id");
const PROBLEM = /^application\/problem\+json/;
const DATA = /^application\/(?:[a-z.]+\+)?json/;

const typeOf = ({ headers }: Response) => headers.get("Content-Type") ?? "";

/** A hotel's sign-in page or a proxy in between spoke, and not the API: it decides nothing, as if nothing had come. */
export function isStranger(response: Response): boolean {
  if (isOurs(response) || response.status >= FAULT || response.status === 304) return false;
  return !(response.ok ? DATA : PROBLEM).test(typeOf(response));
}

export const silence = () => new Problem(NETWORK, { title: "network" });

export async function problemOf(response: Response): Promise<Problem> {
  if (isStranger(response)) return silence();
  const told: Partial<Told> = await response.json().catch(() => ({}));
  return new Problem(response.status, told);
}
