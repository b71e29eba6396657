/** A file goes out as a form, and is given minutes: twenty thousand rows are looked at one by one. */
import { client, fetchWithPatience, type Schemas } from "@shared/api/client";

import type { Beside, ImportKind, Kind } from "./kinds";

export type Preview = Schemas["ImportPreview"];
export type Imported = Schemas["Imported"];
/** What stands beside the file; what was left blank is not sent. */
export type Said = Partial<Record<Beside, string>>;
/** `made` tells the same name anew from the same file: the key of the act is made of it. */
export type Given = { kind: Kind; name: string; size: number; made: number; said: Said; digest: string; file: File };

const PATIENCE_MS = 10 * 60_000;

const patiently = (request: Request) => fetchWithPatience(request, PATIENCE_MS);

export function givenOf(kind: ImportKind, file: File, said: Said, digest = ""): Given {
  const told = Object.entries(said).filter(([name, value]) => value !== "" && kind.beside.some((one) => one === name));
  return { kind: kind.kind, name: file.name, size: file.size, made: file.lastModified, said: Object.fromEntries(told), digest, file };
}

function formOf({ file, name, said, digest }: Given): FormData {
  const form = new FormData();
  form.set("file", file, name);
  for (const [field, value] of Object.entries(said)) form.set(field, value);
  if (digest) form.set("digest", digest);
  return form;
}

/** The body that the types ask for; the form is sent in its place. */
const upload = (given: Given) => ({ body: { file: given.name, digest: given.digest, day: given.said.day ?? "" }, bodySerializer: () => formOf(given), fetch: patiently });

export function preview(given: Given) {
  switch (given.kind) {
    case "members": return client.POST("/api/v1/imports/members/preview", upload(given));
    case "deliveries": return client.POST("/api/v1/imports/deliveries/preview", upload(given));
    case "charges": return client.POST("/api/v1/imports/charges/preview", upload(given));
    case "bulk": return client.POST("/api/v1/imports/bulk/preview", upload(given));
    case "opening": return client.POST("/api/v1/imports/opening/preview", upload(given));
  }
}

export function bringIn(given: Given, headers: { "Idempotency-Key": string }) {
  switch (given.kind) {
    case "members": return client.POST("/api/v1/imports/members", { headers, ...upload(given) });
    case "deliveries": return client.POST("/api/v1/imports/deliveries", { headers, ...upload(given) });
    case "charges": return client.POST("/api/v1/imports/charges", { headers, ...upload(given) });
    case "bulk": return client.POST("/api/v1/imports/bulk", { headers, ...upload(given) });
    case "opening": return client.POST("/api/v1/imports/opening", { headers, ...upload(given) });
  }
}
