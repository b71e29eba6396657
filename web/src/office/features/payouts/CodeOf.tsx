/** One of M-Pesa's codes in words: what it means, what the treasurer sees, what to do. */
import { api } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import styles from "./payouts.module.css";

const DAY_MS = 86_400_000;
export const useCodes = () => api.useQuery("get", "/api/v1/payouts/codes", undefined, { staleTime: DAY_MS });

/** What is known of a code: of a payment's before a request's. */
export function useCode(code: string | null) {
  const { data } = useCodes();
  return data?.items.find((one) => one.code === code && one.of === "payment") ?? data?.items.find((one) => one.code === code);
}

export function CodeOf({ code }: { code: string }) {
  const t = useWords("payouts");
  const found = useCode(code);
  return (
    <div className={styles.said}>
      <div><span className={styles.code}>{code}</span> {found ? found.meaning : t("codes.unlisted")}</div>
      {found ? <div className={styles.soft}>{found.do}</div> : null}
      <Link to="/payouts/codes" className={styles.link}>{t("codes.all")}</Link>
    </div>
  );
}
