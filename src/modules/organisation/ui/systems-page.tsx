import { AssetLedger } from './asset-ledger.tsx';

export default function SystemsPage() {
  return <AssetLedger kind="system" />;
}
