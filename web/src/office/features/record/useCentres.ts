/** The centres that this clerk may record at; one without any named may record at all. */
import { client } from "@shared/api/client";
import { useSession } from "@shared/api/session";
import { useKept } from "@shared/offline/useKept";

export function useCentres() {
  const { who } = useSession();
  const asked = useKept("office", "/api/v1/centres", "centres", async () => (await client.GET("/api/v1/centres")).data);
  const all = asked.data?.items ?? who.centres.map((code) => ({ code, name: code, readings: [] }));
  const centres = who.centres.length > 0 ? all.filter(({ code }) => who.centres.includes(code)) : all;
  return { centres, asked };
}
