/** A place to drop a file, or to choose one with the keyboard: the browser's own field lies over all of it. */
import { useWords } from "@shared/words/i18n";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useId, useState } from "react";

import styles from "./import.module.css";

type Props = { file: File | null; choose: (file: File) => void; disabled: boolean };

export function Drop({ file, choose, disabled }: Props) {
  const t = useWords("import");
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    setOver(false);
    const [first] = files ?? [];
    if (first) choose(first);
  };
  return (
    <div className={`${styles.drop} ${over ? styles.over : ""}`}>
      <IconFileSpreadsheet size={32} stroke={1.4} aria-hidden />
      <label htmlFor={id}><strong>{file ? file.name : t("drop")}</strong><span className={styles.soft}>{t(file ? "another" : "dropText")}</span></label>
      {/* Emptied first: the same file chosen again is looked at again. */}
      <input id={id} type="file" className={styles.file} accept=".csv,.xlsx,.xls,.ods,.txt" disabled={disabled} onDragEnter={() => setOver(true)} onDragLeave={() => setOver(false)} onDrop={() => setOver(false)}
        onClick={(event) => { event.currentTarget.value = ""; }} onChange={(event) => take(event.currentTarget.files)} />
    </div>
  );
}
