import { AssetLedger } from './asset-ledger.tsx';

export default function AreasPage() {
  return <AssetLedger kind="area" />;
}
