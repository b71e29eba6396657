/** Who did something, as people call them: an official by name, the machine by what it is. */
import { api } from "@shared/api/client";
import { useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

const HOUR = 3_600_000;

/** `staff:S004` → "S004, Demo Manager 1"; `job:settle` → "Imbuto, by itself"; oneself → "you (S004)". */
export function usePrincipal(): (principal: string | null | undefined) => string {
  const t = useWords("parts");
  const { who, may } = useSession();
  const { data } = api.useQuery("get", "/api/v1/staff-names", undefined, { enabled: may("staff_names.read"), staleTime: HOUR });
  return (principal) => {
    if (!principal) return "";
    const [kind = "", ...rest] = principal.split(":");
    const number = rest.join(":");
    if (principal === who.principal) return t("principal.you", { number });
    if (kind === "staff") {
      const name = data?.items.find((official) => official.number === number)?.name;
      return name ? `${number}, ${name}` : number;
    }
    if (kind === "member") return t("principal.member", { number });
    if (kind === "gateway") return t("principal.gateway");
    return kind === "job" ? t("principal.machine") : number || principal;
  };
}

export function Principal({ of }: { of: string | null | undefined }) {
  return <>{usePrincipal()(of)}</>;
}
