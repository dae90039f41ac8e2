/** What people call a dataset, of which experiments store the id. */
import { useDatasets } from './setup/use-setup-data.ts'

/** @returns gives the name; the id until names are known, and where the dataset is gone */
export function useDatasetName(): (id: string) => string {
  const { data } = useDatasets()
  return (id) => data?.find((dataset) => dataset.id === id)?.name ?? id
}
