/** Charts, loaded when they are first looked at: a place of the right size is kept for them. */
import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";

import type { ChartRow, Series } from "./row";

export type ChartProps = { rows: readonly ChartRow[]; series: readonly Series[]; height: number };

const Bars = lazy(() => import("./BarDays"));
const Lines = lazy(() => import("./TrendLine"));

type Props = Omit<ChartProps, "height"> & { height?: number };

export const BarDays = ({ height = 260, ...rest }: Props) => <Suspense fallback={<Skeleton height={height} />}><Bars height={height} {...rest} /></Suspense>;
export const TrendLine = ({ height = 260, ...rest }: Props) => <Suspense fallback={<Skeleton height={height} />}><Lines height={height} {...rest} /></Suspense>;
