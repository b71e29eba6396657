/** The lines of limits to verify: the figure, what milk gets that does not keep it, and that somebody has looked it up. */
import { ActionIcon, Checkbox, TextInput } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { IconX } from "@tabler/icons-react";

import styles from "./limits.module.css";
import type { LimitLine } from "./limits";

type Props = { lines: LimitLine[]; onChange: (lines: LimitLine[]) => void; wrong: (text: string) => boolean };

export function LimitLines({ lines, onChange, wrong }: Props) {
  const t = useWords("prices");
  const heads = ["reading", "least", "most", "else", "reason", "checked"] as const;
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={t("way.limits")}>
      <table className={styles.table}>
        <caption className="only-read">{t("way.limits")}</caption>
        <thead><tr>{heads.map((head) => <th key={head} scope="col">{t(`limits.${head}`)}</th>)}<th scope="col"><span className="only-read">{t("limits.remove")}</span></th></tr></thead>
        <tbody>
          {lines.map((line, index) => (
            <Line key={index} line={line} wrong={wrong} change={(part) => onChange(lines.with(index, { ...line, ...part }))} remove={() => onChange(lines.toSpliced(index, 1))} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type LineProps = { line: LimitLine; wrong: Props["wrong"]; change: (part: Partial<LimitLine>) => void; remove: () => void };

function Line({ line, wrong, change, remove }: LineProps) {
  const t = useWords("prices");
  const reading = t(`limits.readings.${line.reading}`);
  const about = `${reading}, ${line.reason}`;
  const field = (part: "at_least" | "at_most", head: string) => (
    <TextInput aria-label={`${head}: ${about}`} value={line[part]} inputMode="decimal" autoComplete="off" w={110} error={wrong(line[part])} onChange={(event) => change({ [part]: event.currentTarget.value, verified: false })} />
  );
  return (
    <tr>
      <th scope="row">{reading}</th>
      {line.is_word ? <td colSpan={2}>{t(`limits.words.${line.is_word}`)}</td> : <><td>{field("at_least", t("limits.least"))}</td><td>{field("at_most", t("limits.most"))}</td></>}
      <td>{line.result === "reject" ? t("limits.rejected") : `${t("grade")} ${line.result}`}</td>
      <td><TextInput aria-label={`${t("limits.reason")}: ${reading}`} value={line.reason} maxLength={100} autoComplete="off" miw={220} onChange={(event) => change({ reason: event.currentTarget.value })} /></td>
      <td><Checkbox aria-label={`${t("limits.checked")}: ${about}`} checked={line.verified} onChange={(event) => change({ verified: event.currentTarget.checked })} /></td>
      <td><ActionIcon variant="subtle" color="gray" size={36} aria-label={`${t("limits.remove")}: ${about}`} onClick={remove}><IconX size={16} aria-hidden /></ActionIcon></td>
    </tr>
  );
}
