/** Charges: what members owe and how it is taken, creditors, corrections of accounts, vouchers and the books. */
import { Places } from "@office/parts/Places";
import { Route } from "react-router";

import { AccountPage } from "./AccountPage";
import { Adjustments } from "./Adjustments";
import { BatchPage } from "./BatchPage";
import { Books } from "./Books";
import { ChargeList } from "./ChargeList";
import { ChargePage } from "./ChargePage";
import { CreditorPage } from "./CreditorPage";
import { Creditors } from "./Creditors";
import { NewAdjustment } from "./NewAdjustment";
import { NewCharge } from "./NewCharge";
import { NewStanding } from "./NewStanding";
import { NewVoucher } from "./NewVoucher";
import { Rules } from "./Rules";
import { Standing } from "./Standing";
import { VoucherPage } from "./VoucherPage";
import { Vouchers } from "./Vouchers";

export default function Charges() {
  return (
    <Places>
      <Route index element={<ChargeList />} />
      <Route path="new" element={<NewCharge />} />
      <Route path="standing" element={<Standing />} />
      <Route path="standing/new" element={<NewStanding />} />
      <Route path="rules" element={<Rules />} />
      <Route path="creditors" element={<Creditors />} />
      <Route path="creditors/:code" element={<CreditorPage />} />
      <Route path="adjustments" element={<Adjustments />} />
      <Route path="adjustments/new" element={<NewAdjustment />} />
      <Route path="adjustments/batches/:batch" element={<BatchPage />} />
      <Route path="vouchers" element={<Vouchers />} />
      <Route path="vouchers/new" element={<NewVoucher />} />
      <Route path="vouchers/:id" element={<VoucherPage />} />
      <Route path="books" element={<Books />} />
      <Route path="books/:account" element={<AccountPage />} />
      <Route path=":id" element={<ChargePage />} />
    </Places>
  );
}
