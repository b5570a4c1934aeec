import { AssetLedger } from './asset-ledger.tsx';

export default function ServicesPage() {
  return <AssetLedger kind="service" />;
}
